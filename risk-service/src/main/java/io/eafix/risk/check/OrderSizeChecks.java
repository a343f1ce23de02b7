package io.eafix.risk.check;

import java.math.BigDecimal;
import java.util.stream.Stream;

/** Size of the order itself. Nothing is rounded to fit: an order that does not fit is refused. */
final class OrderSizeChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    BigDecimal quantity = c.order().quantity();
    BigDecimal min = c.rules().instrument().quantityMin;
    BigDecimal step = c.rules().instrument().quantityStep;
    return Stream.of(
        CheckResult.of(CheckCode.QUANTITY_MIN, quantity.compareTo(min) >= 0, min, quantity),
        CheckResult.atMost(CheckCode.QUANTITY_MAX, c.symbolLimits().orderQuantityMax(), quantity),
        CheckResult.of(
            CheckCode.QUANTITY_STEP, quantity.remainder(step).signum() == 0, step, quantity),
        notional(c));
  }

  private static CheckResult notional(RiskContext c) {
    BigDecimal max = c.symbolLimits().orderNotionalMax();
    return c.rates()
        .convert(c.order().quantity(), c.rules().instrument().baseCurrency, c.currency())
        .map(notional -> CheckResult.atMost(CheckCode.ORDER_NOTIONAL, max, notional))
        .orElseGet(() -> CheckResult.unknown(CheckCode.ORDER_NOTIONAL, max));
  }
}
