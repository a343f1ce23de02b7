package io.eafix.risk.check;

import java.time.Instant;
import java.util.stream.Stream;

/** Whether the order is still meant, and meant once. */
final class IntentChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    CheckResult duplicate =
        CheckResult.of(
            CheckCode.NOT_DUPLICATE,
            !c.duplicate(),
            "one reservation for a signal",
            c.duplicate() ? "it has one" : "it has none");
    Instant until = c.order().validUntil();
    return until == null
        ? Stream.of(duplicate)
        : Stream.of(
            duplicate,
            CheckResult.of(
                CheckCode.SIGNAL_NOT_EXPIRED,
                !c.order().asOf().isAfter(until),
                until,
                c.order().asOf()));
  }
}
