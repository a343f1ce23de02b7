package io.eafix.risk.limits;

import java.time.Instant;

/**
 * One version of an account's limits.
 *
 * @param person who decided them
 */
public record AccountLimitsView(
    String account,
    int version,
    AccountLimitValues limits,
    String person,
    String reason,
    Instant changedAt) {

  static AccountLimitsView of(AccountLimits l) {
    return new AccountLimitsView(
        l.account, l.version, l.values, l.changedBy, l.reason, l.changedAt);
  }
}
