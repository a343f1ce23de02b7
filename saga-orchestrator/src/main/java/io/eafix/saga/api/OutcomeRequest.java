package io.eafix.saga.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The outcome of a step, from its participant.
 *
 * @param succeeded whether the step took effect; false is a definite refusal
 * @param result what later steps may use, absent if nothing
 * @param error why it was refused, absent if it succeeded
 */
public record OutcomeRequest(
    @NotNull Boolean succeeded, JsonNode result, @Size(max = 1000) String error) {}
