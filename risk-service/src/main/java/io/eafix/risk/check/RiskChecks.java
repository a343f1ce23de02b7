package io.eafix.risk.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All checks. Every one is made, so that a refusal tells all that stands in the way. */
@ApplicationScoped
public class RiskChecks {

  private static final List<RiskCheck> ALL =
      List.of(new OrderSizeChecks(), new QuoteChecks(), new IntentChecks(), new ExposureChecks());

  /** The results, in a fixed order. */
  public List<CheckResult> check(RiskContext context) {
    if (!context.isConfigured()) {
      return List.of(
          CheckResult.of(
              CheckCode.ACCOUNT_KNOWN,
              context.account() != null && context.accountLimits() != null,
              "an account with limits",
              context.order().account()),
          CheckResult.of(
              CheckCode.INSTRUMENT_ALLOWED,
              context.instrument() != null && context.symbolLimits() != null,
              "an instrument with limits for the account",
              context.order().symbol()));
    }
    return ALL.stream().flatMap(check -> check.check(context)).toList();
  }
}
