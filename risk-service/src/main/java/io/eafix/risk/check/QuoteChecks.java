package io.eafix.risk.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;

/** The quote the order was decided on. Without a usable one the order is refused. */
final class QuoteChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    OrderIntent order = c.order();
    boolean present = order.hasQuote();
    CheckResult presence =
        CheckResult.of(CheckCode.QUOTE_PRESENT, present, "a quote", present ? "a quote" : "none");
    if (!present) {
      return Stream.of(presence);
    }
    BigDecimal spread = order.ask().subtract(order.bid());
    return Stream.of(
        presence,
        fresh(c),
        CheckResult.of(CheckCode.QUOTE_NOT_CROSSED, spread.signum() >= 0, BigDecimal.ZERO, spread),
        CheckResult.atMost(CheckCode.SPREAD, c.symbolLimits().spreadMax, spread));
  }

  private static CheckResult fresh(RiskContext c) {
    Duration age = Duration.between(c.order().quoteTime(), c.order().asOf());
    Duration max = Duration.ofMillis(c.symbolLimits().quoteAgeMaxMs);
    return CheckResult.of(
        CheckCode.QUOTE_FRESH, !age.isNegative() && age.compareTo(max) <= 0, max, age);
  }
}
