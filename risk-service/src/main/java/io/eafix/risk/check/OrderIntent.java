package io.eafix.risk.check;

import io.eafix.risk.instrument.Quote;
import io.eafix.risk.limits.SymbolLimitValues;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An order that someone wants to send.
 *
 * @param quantity units of the base currency
 * @param limitPrice in the quote currency; null if it takes any price
 * @param stopLoss where its position would be closed at a loss, in the quote currency; null if that
 *     was not said
 * @param quote null if the sender had none
 * @param validUntil null if it does not expire
 * @param asOf what time it is on the clock of the market: the one clock of all checks
 */
public record OrderIntent(
    UUID signalId,
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    String strategy,
    BigDecimal limitPrice,
    BigDecimal stopLoss,
    Quote quote,
    Instant validUntil,
    Instant asOf) {

  /** The quote, if it says something about the market as it is. */
  public Optional<Quote> usableQuote(long ageMaxMs) {
    return Optional.ofNullable(quote)
        .filter(seen -> !seen.isCrossed() && seen.isFresh(asOf, Duration.ofMillis(ageMaxMs)));
  }

  /** The quote, if positions may be valued by it: an order that is refused for it must not. */
  public Optional<Quote> valuingQuote(SymbolLimitValues limits) {
    return usableQuote(limits.quoteAgeMaxMs())
        .filter(seen -> seen.spread().compareTo(limits.spreadMax()) <= 0);
  }
}
