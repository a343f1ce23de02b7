package io.eafix.risk.check;

import io.eafix.risk.instrument.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

/** Prices that the order names. An order that names none passes. */
final class PriceChecks implements RiskCheck {

  private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

  /** Decimals of a distance in basis points; what is beyond counts as one more. */
  private static final int SCALE = 4;

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    return Stream.of(
            tick(c, "limitPrice", c.order().limitPrice()),
            tick(c, "stopLoss", c.order().stopLoss()),
            collar(c, c.order().limitPrice()))
        .flatMap(results -> results);
  }

  private static Stream<CheckResult> tick(RiskContext c, String name, BigDecimal price) {
    if (price == null) {
      return Stream.of();
    }
    BigDecimal tick = c.rules().instrument().tickSize;
    boolean fits = price.remainder(tick).signum() == 0;
    return Stream.of(CheckResult.of(CheckCode.TICK_SIZE, fits, name, tick, price));
  }

  private static Stream<CheckResult> collar(RiskContext c, BigDecimal price) {
    if (price == null) {
      return Stream.of();
    }
    BigDecimal max = c.symbolLimits().priceCollarBps();
    return Stream.of(
        c.usableQuote()
            .map(Quote::mid)
            .map(mid -> CheckResult.atMost(CheckCode.PRICE_COLLAR, max, distance(price, mid)))
            .orElseGet(() -> CheckResult.unknown(CheckCode.PRICE_COLLAR, max)));
  }

  private static BigDecimal distance(BigDecimal price, BigDecimal mid) {
    return price.subtract(mid).abs().multiply(BASIS_POINTS).divide(mid, SCALE, RoundingMode.UP);
  }
}
