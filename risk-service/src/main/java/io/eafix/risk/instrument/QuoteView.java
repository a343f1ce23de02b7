package io.eafix.risk.instrument;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The newest quote of a symbol.
 *
 * @param time on the clock of the market
 */
public record QuoteView(String symbol, BigDecimal bid, BigDecimal ask, Instant time) {

  static QuoteView of(Mark mark) {
    Quote quote = mark.quote();
    return new QuoteView(mark.symbol, quote.bid(), quote.ask(), quote.time());
  }
}
