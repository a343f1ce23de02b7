package io.eafix.idempotency.saga;

import java.util.Locale;

/** Which half of a saga step is called. */
public enum SagaPhase {
  /** The step's effect. */
  ACTION,
  /** What undoes the effect. */
  COMPENSATION;

  /** The form in the {@code Saga-Phase} header and in the idempotency key. */
  public String header() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the header form, in any case.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static SagaPhase fromHeader(String value) {
    return valueOf(value.trim().toUpperCase(Locale.ROOT));
  }
}
