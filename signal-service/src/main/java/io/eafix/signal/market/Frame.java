package io.eafix.signal.market;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.Num;

/**
 * A fixed number of bars and their indicators, each computed once.
 *
 * <p>Thread-safe.
 */
public final class Frame {

  private final BarSeries series;
  private final ClosePriceIndicator close;
  private final Map<String, Indicator<Num>> indicators = new ConcurrentHashMap<>();

  Frame(List<Bar> bars) {
    this.series = new BaseBarSeries(bars);
    this.close = new ClosePriceIndicator(series);
  }

  /** Index of the newest bar; the oldest has 0. */
  public int end() {
    return series.getEndIndex();
  }

  /** Exponential moving average of closes. */
  public Indicator<Num> ema(int bars) {
    return indicator("ema" + bars, () -> new EMAIndicator(close, bars));
  }

  /** Wilder's average true range. */
  public Indicator<Num> atr(int bars) {
    return indicator("atr" + bars, () -> new ATRIndicator(series, bars));
  }

  private Indicator<Num> indicator(String name, Supplier<Indicator<Num>> make) {
    return indicators.computeIfAbsent(name, absent -> make.get());
  }
}
