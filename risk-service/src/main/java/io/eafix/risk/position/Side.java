package io.eafix.risk.position;

import java.math.BigDecimal;

/** Which way an order goes. */
public enum Side {
  BUY,
  SELL;

  /** The quantity as a change of position: positive for BUY, negative for SELL. */
  public BigDecimal signed(BigDecimal quantity) {
    return this == BUY ? quantity : quantity.negate();
  }
}
