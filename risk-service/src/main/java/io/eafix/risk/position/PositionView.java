package io.eafix.risk.position;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A position as clients and consumers see it.
 *
 * @param quantity units of the base currency, negative when short
 * @param averagePrice absent when flat
 * @param realisedPnl in the quote currency
 * @param fills how many fills made it
 */
public record PositionView(
    String account,
    String symbol,
    BigDecimal quantity,
    BigDecimal averagePrice,
    BigDecimal realisedPnl,
    long fills,
    Instant updatedAt) {

  static PositionView of(Position p) {
    return new PositionView(
        p.account,
        p.symbol,
        plain(p.quantity),
        plain(p.holding().averagePrice()),
        plain(p.realisedPnl),
        p.fills,
        p.updatedAt);
  }

  private static BigDecimal plain(BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros();
  }
}
