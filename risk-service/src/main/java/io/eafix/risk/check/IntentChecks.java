package io.eafix.risk.check;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Whether the order is still meant, meant once, and not one of too many. */
final class IntentChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    return Stream.concat(
        expiry(c), Stream.of(duplicate(c.recent().duplicate()), repeated(c), rate(c)));
  }

  private static Stream<CheckResult> expiry(RiskContext c) {
    Instant until = c.order().validUntil();
    Instant asOf = c.order().asOf();
    return until == null
        ? Stream.of()
        : Stream.of(
            CheckResult.of(CheckCode.SIGNAL_NOT_EXPIRED, !asOf.isAfter(until), until, asOf));
  }

  private static CheckResult duplicate(boolean duplicate) {
    return CheckResult.of(CheckCode.NOT_DUPLICATE, !duplicate, 0, duplicate ? 1 : 0);
  }

  private static CheckResult repeated(RiskContext c) {
    long repeats = c.recent().repeats();
    return CheckResult.of(
        CheckCode.NOT_REPEATED,
        repeats == 0,
        window(c.symbolLimits().repeatWindowMs()),
        0,
        repeats);
  }

  private static CheckResult rate(RiskContext c) {
    int max = c.accountLimits().ordersMax();
    long orders = c.recent().orders() + 1;
    return CheckResult.of(
        CheckCode.ORDER_RATE,
        orders <= max,
        window(c.accountLimits().ordersWindowMs()),
        max,
        orders);
  }

  private static String window(long ms) {
    return "within " + Duration.ofMillis(ms);
  }
}
