package io.eafix.relay.operator;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Who decides, and why; both are written to the audit trail.
 *
 * @param operator name of the person
 * @param reason why, in a sentence
 */
public record Decision(
    @NotBlank @Size(max = 100) String operator, @NotBlank @Size(max = 500) String reason) {}
