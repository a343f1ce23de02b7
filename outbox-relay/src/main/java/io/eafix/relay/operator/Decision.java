package io.eafix.relay.operator;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Who decides, and why; both are written to the audit trail.
 *
 * @param operator name of the person
 * @param reason why, in a sentence
 */
public record Decision(
    @NotBlank @Size(max = 100) @Pattern(regexp = KEPT, message = NOT_KEPT) String operator,
    @NotBlank @Size(max = 500) @Pattern(regexp = KEPT, message = NOT_KEPT) String reason) {

  private static final String KEPT = "[^\\x00]*";
  private static final String NOT_KEPT = "must not have the character U+0000";
}
