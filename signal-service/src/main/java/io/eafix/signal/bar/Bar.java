package io.eafix.signal.bar;

import java.time.Instant;

/**
 * A closed bar of one series.
 *
 * <p>Bid and ask are kept as they came. A source may show them crossed (real feeds do); such a bar
 * is recorded, and it is the risk check that refuses to trade on a crossed quote.
 */
public record Bar(Series series, Instant openTime, Ohlc bid, Ohlc ask) {

  public Instant closeTime() {
    return series.timeframe().closeOf(openTime);
  }

  boolean sameAs(Bar other) {
    return bid.sameAs(other.bid) && ask.sameAs(other.ask);
  }
}
