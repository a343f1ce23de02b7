package io.eafix.saga.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A command for one step of a saga.
 *
 * @param step the step's name
 * @param reason why, for the audit
 */
public record StepCommandRequest(
    @NotBlank @Size(max = 64) String step, @NotBlank @Size(max = 1000) String reason) {}
