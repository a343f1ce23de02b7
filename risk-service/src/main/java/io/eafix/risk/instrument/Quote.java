package io.eafix.risk.instrument;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * What could be had at some time.
 *
 * @param bid price at which one could sell, in the quote currency
 * @param ask price at which one could buy, in the quote currency
 * @param time on the clock of the market
 */
public record Quote(BigDecimal bid, BigDecimal ask, Instant time) {

  /** Halfway between both; exact. */
  public BigDecimal mid() {
    BigDecimal sum = bid.add(ask);
    return sum.divide(BigDecimal.valueOf(2), sum.scale() + 1, RoundingMode.UNNECESSARY);
  }

  /** Ask below bid: such a quote says nothing about the market. */
  public boolean isCrossed() {
    return ask.compareTo(bid) < 0;
  }

  /** Ask less bid, in the quote currency; negative if they cross. */
  public BigDecimal spread() {
    return ask.subtract(bid);
  }

  /** Whether it is neither too old nor from the future. */
  public boolean isFresh(Instant asOf, Duration ageMax) {
    Duration age = Duration.between(time, asOf);
    return !age.isNegative() && age.compareTo(ageMax) <= 0;
  }

  /** What closing a position would get: long at bid, short at ask. */
  public BigDecimal closing(BigDecimal position) {
    return position.signum() >= 0 ? bid : ask;
  }
}
