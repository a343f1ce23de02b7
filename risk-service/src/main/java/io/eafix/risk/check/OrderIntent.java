package io.eafix.risk.check;

import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * An order that someone wants to send.
 *
 * @param quantity units of the base currency
 * @param bid null if the sender had no quote
 * @param ask null if the sender had no quote
 * @param quoteTime when the quote was true, on the clock of the market; null if there is none
 * @param validUntil null if it does not expire
 * @param asOf what time it is on the clock of the market
 */
public record OrderIntent(
    UUID signalId,
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    String strategy,
    BigDecimal bid,
    BigDecimal ask,
    Instant quoteTime,
    Instant validUntil,
    Instant asOf) {

  public boolean hasQuote() {
    return bid != null && ask != null && quoteTime != null;
  }
}
