package io.eafix.risk.limits;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One version of an account's limits in a symbol.
 *
 * @param orderQuantityMax units of the base currency
 * @param positionMax units of the base currency, either way
 * @param spreadMax in the quote currency
 * @param quoteAgeMaxMs milliseconds of market time
 */
public record SymbolLimitsView(
    String account,
    String symbol,
    int version,
    BigDecimal orderQuantityMax,
    BigDecimal positionMax,
    BigDecimal spreadMax,
    long quoteAgeMaxMs,
    String changedBy,
    String reason,
    Instant changedAt) {

  static SymbolLimitsView of(SymbolLimits l) {
    return new SymbolLimitsView(
        l.account,
        l.symbol,
        l.version,
        l.orderQuantityMax,
        l.positionMax,
        l.spreadMax,
        l.quoteAgeMaxMs,
        l.changedBy,
        l.reason,
        l.changedAt);
  }
}
