package io.eafix.execution.order;

/** How long an order may live at the venue; FIX 4.4 tag 59. */
public enum TimeInForce {
  /** Fill what is there at once, cancel the rest. */
  IOC,
  /** Fill all of it at once or nothing. */
  FOK,
  /** Until cancelled. */
  GTC,
  /** Until the venue's trading day ends. */
  DAY;

  /** True if such an order never rests in the book. */
  public boolean immediate() {
    return this == IOC || this == FOK;
  }
}
