package io.eafix.signal.market;

import io.eafix.signal.bar.Bar;
import io.eafix.signal.bar.Ohlc;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.ta4j.core.BaseBar;
import org.ta4j.core.num.DoubleNum;

/**
 * A bar halfway between bid and ask, as indicators read it.
 *
 * <p>Binary floating point begins here and ends with the indicators' values: no price that is
 * traded on is ever taken from here.
 */
public record MidBar(
    Duration length, Instant closeTime, double open, double high, double low, double close) {

  /** The middle of both sides, rounded once, so that a stored bar gives the same number again. */
  public static MidBar of(Bar bar) {
    Ohlc bid = bar.bid();
    Ohlc ask = bar.ask();
    return new MidBar(
        bar.series().timeframe().length(),
        bar.closeTime(),
        mid(bid.open(), ask.open()),
        mid(bid.high(), ask.high()),
        mid(bid.low(), ask.low()),
        mid(bid.close(), ask.close()));
  }

  private static double mid(BigDecimal bid, BigDecimal ask) {
    return bid.add(ask).divide(BigDecimal.valueOf(2)).doubleValue();
  }

  org.ta4j.core.Bar indicatorBar() {
    return new BaseBar(
        length,
        closeTime.atZone(ZoneOffset.UTC),
        DoubleNum.valueOf(open),
        DoubleNum.valueOf(high),
        DoubleNum.valueOf(low),
        DoubleNum.valueOf(close),
        DoubleNum.valueOf(0),
        DoubleNum.valueOf(0));
  }
}
