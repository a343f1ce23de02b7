package io.eafix.saga.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A command for a saga.
 *
 * @param reason why, for the audit
 */
public record CommandRequest(@NotBlank @Size(max = 1000) String reason) {}
