package io.eafix.risk.check;

import io.eafix.risk.exposure.Exposure;
import io.eafix.risk.exposure.Exposures;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Positions as they would be if the order and everything pending on its side were filled and
 * nothing on the other side were.
 */
final class ExposureChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    OrderIntent order = c.order();
    Exposures after = c.exposures().with(order.symbol(), order.side(), order.quantity());
    return Stream.of(position(c, after.of(order.symbol())), gross(c, after));
  }

  private static CheckResult position(RiskContext c, Exposure after) {
    return CheckResult.atMost(
        CheckCode.POSITION, c.symbolLimits().positionMax, after.worst(c.order().side()));
  }

  private static CheckResult gross(RiskContext c, Exposures after) {
    BigDecimal max = c.accountLimits().grossNotionalMax;
    Optional<BigDecimal> gross = after.grossNotional(c.rates(), c.account().currency);
    return gross
        .map(value -> CheckResult.atMost(CheckCode.GROSS_NOTIONAL, max, value))
        .orElseGet(
            () -> CheckResult.unknown(CheckCode.GROSS_NOTIONAL, max, "no quote to convert by"));
  }
}
