package io.eafix.risk.limits;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One version of an account's limits.
 *
 * @param grossNotionalMax in the account's currency
 */
public record AccountLimitsView(
    String account,
    int version,
    BigDecimal grossNotionalMax,
    String changedBy,
    String reason,
    Instant changedAt) {

  static AccountLimitsView of(AccountLimits l) {
    return new AccountLimitsView(
        l.account, l.version, l.grossNotionalMax, l.changedBy, l.reason, l.changedAt);
  }
}
