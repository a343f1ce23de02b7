package io.eafix.signal.bar;

import java.time.Instant;

/**
 * A stored bar.
 *
 * @param revision 1 if it was never corrected
 * @param late whether a later bar of the series was there before it
 */
public record BarView(
    String symbol,
    Timeframe timeframe,
    Instant openTime,
    int revision,
    boolean late,
    Ohlc bid,
    Ohlc ask) {

  static BarView of(BarStore.Stored stored) {
    Bar bar = stored.bar();
    return new BarView(
        bar.series().symbol(),
        bar.series().timeframe(),
        bar.openTime(),
        stored.revision(),
        stored.late(),
        bar.bid(),
        bar.ask());
  }
}
