package io.eafix.execution.api;

/** Limits of what requests may contain. */
public final class Limits {
  /** Upper-case letters and digits, as in {@code EURUSD}. */
  public static final String SYMBOL = "[A-Z0-9]{3,12}";

  /** Digits before the point of a price or quantity. */
  public static final int INTEGER = 15;

  /** Digits after the point of a price or quantity. */
  public static final int FRACTION = 10;

  private Limits() {}
}
