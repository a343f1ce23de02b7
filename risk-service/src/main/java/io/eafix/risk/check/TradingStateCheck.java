package io.eafix.risk.check;

import io.eafix.risk.halt.TradingState;
import io.eafix.risk.halt.TradingState.State;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** The kill switch: how much of the order the strictest setting that applies lets pass. */
final class TradingStateCheck implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    TradingState state = c.rules().tradingState();
    return Stream.of(
        switch (state.state()) {
          case ACTIVE -> CheckResult.of(CheckCode.TRADING_STATE, true, State.ACTIVE, State.ACTIVE);
          case REDUCING -> restricted(c, state, c.reducible());
          case HALTED -> restricted(c, state, BigDecimal.ZERO);
        });
  }

  private static CheckResult restricted(RiskContext c, TradingState state, BigDecimal most) {
    BigDecimal quantity = c.order().quantity();
    String subject = state.state() + " " + state.scope() + " " + state.value();
    return CheckResult.of(
        CheckCode.TRADING_STATE, quantity.compareTo(most) <= 0, subject, most, quantity);
  }
}
