package io.eafix.risk.exposure;

import java.math.BigDecimal;

/** From where to where an amount may come to be, both included. */
public record Range(BigDecimal low, BigDecimal high) {

  static final Range ZERO = new Range(BigDecimal.ZERO, BigDecimal.ZERO);

  Range plus(Range other) {
    return new Range(low.add(other.low), high.add(other.high));
  }

  /**
   * In another unit.
   *
   * @param factor not negative
   */
  public Range times(BigDecimal factor) {
    return new Range(low.multiply(factor), high.multiply(factor));
  }

  Range negate() {
    return new Range(high.negate(), low.negate());
  }

  /** The farthest it may come to be from zero. */
  public BigDecimal worst() {
    return low.abs().max(high.abs());
  }
}
