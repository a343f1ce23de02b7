package io.eafix.saga.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * A saga to be started.
 *
 * @param definition name of the definition; its newest version is taken
 * @param businessKey what the saga is about
 * @param context what the steps' inputs are mapped from
 */
public record StartRequest(
    @NotBlank @Size(max = 64) String definition,
    @NotBlank @Size(max = 200) String businessKey,
    @NotNull Map<String, Object> context) {}
