package io.eafix.execution.order;

/** The direction of an order or fill, seen from the account. */
public enum Side {
  BUY,
  SELL;

  /** The side that closes what this side opened. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
