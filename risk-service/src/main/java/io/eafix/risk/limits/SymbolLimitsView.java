package io.eafix.risk.limits;

import java.time.Instant;

/**
 * One version of an account's limits in a symbol.
 *
 * @param person who decided them
 */
public record SymbolLimitsView(
    String account,
    String symbol,
    int version,
    SymbolLimitValues limits,
    String person,
    String reason,
    Instant changedAt) {

  static SymbolLimitsView of(SymbolLimits l) {
    return new SymbolLimitsView(
        l.account, l.symbol, l.version, l.values, l.changedBy, l.reason, l.changedAt);
  }
}
