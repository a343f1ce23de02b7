package io.eafix.idempotency.operators;

import io.eafix.idempotency.store.StoredAnswer;

/**
 * A decision with who made it and why.
 *
 * @param answer what every repetition is answered; {@code null} exactly for a release
 * @param operator name of the person or of the program with the evidence
 * @param reason 1 to 1000 characters
 */
public record Resolution(Decision decision, StoredAnswer answer, String operator, String reason) {

  private static final int REASON_MAX = 1000;

  public Resolution {
    if (operator == null || operator.isBlank()) {
      throw new IllegalArgumentException("operator: missing");
    }
    if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
      throw new IllegalArgumentException("reason: not 1 to " + REASON_MAX + " characters");
    }
    if ((answer == null) != (decision == Decision.RELEASE)) {
      throw new IllegalArgumentException(
          decision + (answer == null ? " needs an answer" : " has no answer"));
    }
  }
}
