package io.eafix.execution.venue;

import io.eafix.execution.order.Side;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The best prices at one moment.
 *
 * @param bid what the market pays; positive
 * @param ask what the market asks; not below the bid
 * @param time when the market stood there, UTC
 */
public record Quote(BigDecimal bid, BigDecimal ask, Instant time) {
  public Quote {
    if (bid.signum() <= 0 || ask.compareTo(bid) < 0) {
      throw new IllegalArgumentException("A quote needs 0 < bid <= ask");
    }
  }

  /** The price at which an order of {@code side} trades at once. */
  public BigDecimal farTouch(Side side) {
    return side == Side.BUY ? ask : bid;
  }
}
