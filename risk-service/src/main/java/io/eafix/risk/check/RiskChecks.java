package io.eafix.risk.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All checks. Every one is made, so that a refusal tells all that stands in the way. */
@ApplicationScoped
public class RiskChecks {

  private static final List<RiskCheck> ALL =
      List.of(
          new TradingStateCheck(),
          new SessionCheck(),
          new OrderSizeChecks(),
          new PriceChecks(),
          new QuoteChecks(),
          new IntentChecks(),
          new ExposureChecks(),
          new CapitalChecks());

  /** The results, in a fixed order. */
  public List<CheckResult> check(RiskContext context) {
    if (!context.rules().areComplete()) {
      return unknown(context);
    }
    return ALL.stream().flatMap(check -> check.check(context)).toList();
  }

  private static List<CheckResult> unknown(RiskContext context) {
    Rules rules = context.rules();
    return List.of(
        CheckResult.of(
            CheckCode.ACCOUNT_KNOWN,
            rules.account() != null && rules.accountLimits() != null,
            "an account with limits",
            context.order().account()),
        CheckResult.of(
            CheckCode.INSTRUMENT_ALLOWED,
            rules.instrument() != null && rules.symbolLimits() != null,
            "an instrument with limits for the account",
            context.order().symbol()));
  }
}
