package io.eafix.risk.check;

import io.eafix.risk.instrument.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;

/** The quote the order was decided on. Without a usable one the order is refused. */
final class QuoteChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    Quote quote = c.order().quote();
    if (quote == null) {
      return Stream.of(CheckResult.of(CheckCode.QUOTE_PRESENT, false, "a quote", "none"));
    }
    BigDecimal spread = quote.spread();
    return Stream.of(
        CheckResult.of(CheckCode.QUOTE_PRESENT, true, "a quote", "a quote"),
        fresh(c, quote),
        CheckResult.of(CheckCode.QUOTE_NOT_CROSSED, !quote.isCrossed(), BigDecimal.ZERO, spread),
        CheckResult.atMost(CheckCode.SPREAD, c.symbolLimits().spreadMax(), spread));
  }

  private static CheckResult fresh(RiskContext c, Quote quote) {
    Duration max = Duration.ofMillis(c.symbolLimits().quoteAgeMaxMs());
    return CheckResult.of(
        CheckCode.QUOTE_FRESH,
        quote.isFresh(c.order().asOf(), max),
        max,
        Duration.between(quote.time(), c.order().asOf()));
  }
}
