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
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
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

  /** Closes. */
  public Indicator<Num> close() {
    return close;
  }

  /** Exponential moving average of closes. */
  public Indicator<Num> ema(int bars) {
    return indicator("ema" + bars, () -> new EMAIndicator(close, bars));
  }

  /** Simple moving average of closes, the middle of the Bollinger bands. */
  public Indicator<Num> sma(int bars) {
    return indicator("sma" + bars, () -> new SMAIndicator(close, bars));
  }

  /** Standard deviation of closes, of the bars as the whole population, as Bollinger has it. */
  public Indicator<Num> deviation(int bars) {
    return indicator("deviation" + bars, () -> new StandardDeviationIndicator(close, bars));
  }

  /** Wilder's average true range. */
  public Indicator<Num> atr(int bars) {
    return indicator("atr" + bars, () -> new ATRIndicator(series, bars));
  }

  /** Wilder's relative strength index, 0 to 100. */
  public Indicator<Num> rsi(int bars) {
    return indicator("rsi" + bars, () -> new WilderRsi(close, bars));
  }

  /** Distance of two exponential averages of closes. */
  public Indicator<Num> macd(int fast, int slow) {
    return indicator("macd" + fast + "/" + slow, () -> new MACDIndicator(close, fast, slow));
  }

  /** Exponential average of {@link #macd}. */
  public Indicator<Num> macdSignal(int fast, int slow, int signal) {
    Indicator<Num> macd = macd(fast, slow);
    return indicator(
        "macd" + fast + "/" + slow + "/" + signal, () -> new EMAIndicator(macd, signal));
  }

  private Indicator<Num> indicator(String name, Supplier<Indicator<Num>> make) {
    return indicators.computeIfAbsent(name, absent -> make.get());
  }
}
