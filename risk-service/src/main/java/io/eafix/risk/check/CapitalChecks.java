package io.eafix.risk.check;

import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the account can afford: margin, the loss of one order, the loss of the day. An account that
 * is beyond a limit may still reduce.
 */
final class CapitalChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    return Stream.of(margin(c), riskPerTrade(c), dailyLoss(c));
  }

  private static CheckResult margin(RiskContext c) {
    Optional<BigDecimal> equity = c.book().pnl().map(c.accountLimits().capital()::add);
    return equity
        .map(
            available ->
                CheckResult.notRaisedAbove(
                    CheckCode.MARGIN,
                    null,
                    available,
                    margin(c, c.before()),
                    margin(c, c.after()),
                    () -> c.after().missing(c.rates(), c.currency())))
        .orElseGet(
            () ->
                CheckResult.unknown(
                    CheckCode.MARGIN, c.accountLimits().capital(), c.book().missing()));
  }

  private static Optional<BigDecimal> margin(RiskContext c, Exposures exposures) {
    return exposures.margin(c.rates(), c.currency(), c.rules().marginRates());
  }

  private static CheckResult riskPerTrade(RiskContext c) {
    BigDecimal max = c.accountLimits().riskPerTradeMax();
    if (c.reduces()) {
      return CheckResult.atMost(CheckCode.RISK_PER_TRADE, max, BigDecimal.ZERO);
    }
    Optional<BigDecimal> distance = stopDistance(c);
    if (distance.isPresent() && distance.get().signum() <= 0 && c.order().stopLoss() != null) {
      return CheckResult.of(
          CheckCode.RISK_PER_TRADE, false, max, "not known: the stop is on the side of profit");
    }
    String quoteCurrency = c.rules().instrument().quoteCurrency;
    return distance
        .map(c.order().quantity()::multiply)
        .flatMap(risk -> c.rates().convert(risk, quoteCurrency, c.currency()))
        .map(risk -> CheckResult.atMost(CheckCode.RISK_PER_TRADE, max, risk))
        .orElseGet(() -> CheckResult.unknown(CheckCode.RISK_PER_TRADE, max));
  }

  /** From where the order would be filled to its stop, or as configured if it has none. */
  private static Optional<BigDecimal> stopDistance(RiskContext c) {
    OrderIntent order = c.order();
    if (order.stopLoss() == null) {
      return Optional.of(c.symbolLimits().stopDistance());
    }
    Optional<BigDecimal> entry =
        order.limitPrice() != null
            ? Optional.of(order.limitPrice())
            : c.usableQuote().map(quote -> taken(quote, order.side()));
    return entry.map(price -> order.side().signed(price.subtract(order.stopLoss())));
  }

  private static BigDecimal taken(Quote quote, Side side) {
    return side == Side.BUY ? quote.ask() : quote.bid();
  }

  private static CheckResult dailyLoss(RiskContext c) {
    BigDecimal max = c.accountLimits().dailyLossMax();
    return c.book()
        .openingPnl()
        .flatMap(opening -> c.book().pnl().map(opening::subtract))
        .map(loss -> loss.max(BigDecimal.ZERO))
        .map(
            loss ->
                CheckResult.of(
                    CheckCode.DAILY_LOSS, loss.compareTo(max) <= 0 || c.reduces(), max, loss))
        .orElseGet(() -> CheckResult.unknown(CheckCode.DAILY_LOSS, max, c.book().missing()));
  }
}
