package io.eafix.risk.pnl;

import io.eafix.risk.instrument.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a position has made and would make if it were closed now. What is not known is absent, and
 * {@code missing} says why.
 *
 * @param quantity units of the base currency, negative when short
 * @param averagePrice absent when flat
 * @param realised in the quote currency
 * @param unrealised in the quote currency, at the price of closing: bid if long, ask if short
 * @param quote what it is valued by; absent when flat
 * @param conversion from the quote currency to the account's
 * @param realisedInAccountCurrency at the rate of now, not of when it was realised
 * @param missing what is not known; empty if everything is
 */
public record PositionPnl(
    String account,
    String symbol,
    BigDecimal quantity,
    BigDecimal averagePrice,
    String quoteCurrency,
    BigDecimal realised,
    BigDecimal unrealised,
    Quote quote,
    String accountCurrency,
    Conversion conversion,
    BigDecimal realisedInAccountCurrency,
    BigDecimal unrealisedInAccountCurrency,
    List<String> missing,
    Instant updatedAt) {

  /** Both together in the account's currency; null if one of them is not known. */
  BigDecimal total() {
    return realisedInAccountCurrency == null || unrealisedInAccountCurrency == null
        ? null
        : realisedInAccountCurrency.add(unrealisedInAccountCurrency);
  }
}
