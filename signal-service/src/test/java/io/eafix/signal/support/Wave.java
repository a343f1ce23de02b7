package io.eafix.signal.support;

import io.eafix.signal.bar.Bar;
import io.eafix.signal.bar.Ohlc;
import io.eafix.signal.bar.Series;
import io.eafix.signal.bar.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Bars of a price that swings, so that averages of it cross again and again. */
public final class Wave {

  public static final Instant START = Instant.parse("2020-01-06T00:00:00Z");

  /** After so many bars the prices come again. */
  public static final int PERIOD_BARS = 160;

  private static final BigDecimal SPREAD = new BigDecimal("0.00002");

  private Wave() {}

  public static Instant openTime(int i) {
    return START.plus(Timeframe.M1.length().multipliedBy(i));
  }

  public static Bar bar(String symbol, int i) {
    BigDecimal open = price(i);
    BigDecimal close = price(i + 1);
    BigDecimal high = open.max(close).add(SPREAD);
    BigDecimal low = open.min(close).subtract(SPREAD);
    Ohlc bid = new Ohlc(open, high, low, close);
    Ohlc ask = new Ohlc(open.add(SPREAD), high.add(SPREAD), low.add(SPREAD), close.add(SPREAD));
    return new Bar(new Series(symbol, Timeframe.M1), openTime(i), bid, ask);
  }

  private static BigDecimal price(int i) {
    double swing = Math.sin(2 * Math.PI * i / PERIOD_BARS) * 0.002;
    return BigDecimal.valueOf(1.1 + swing).setScale(5, RoundingMode.HALF_EVEN);
  }
}
