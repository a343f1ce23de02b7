package io.eafix.signal.strategy;

import static io.eafix.signal.strategy.Readings.confidence;
import static io.eafix.signal.strategy.Readings.decimal;
import static io.eafix.signal.strategy.Readings.last;
import static io.eafix.signal.strategy.Readings.side;

import io.eafix.signal.market.Frame;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Mean reversion: buys on the first bar that closes below the lower Bollinger band while the
 * relative strength index is oversold, sells on the first that closes above the upper band while it
 * is overbought. While a market stays stretched to one side it says nothing more. Confidence is the
 * distance beyond the band beside the average true range.
 *
 * @param rsiBars look-back of the index
 * @param oversold the index is oversold below it, 0 to 50; overbought above 100 less it
 * @param bandBars look-back of the bands
 * @param deviations half width of the bands, in standard deviations
 */
public record MeanReversion(int rsiBars, int oversold, int bandBars, int deviations)
    implements Strategy {

  private static final int ATR_BARS = 14;

  @Override
  public Verdict judge(Window window) {
    Frame now = window.current();
    double close = last(now.close());
    double atr = last(now.atr(ATR_BARS));
    Map<String, BigDecimal> values =
        Map.of(
            "rsi", decimal(last(now.rsi(rsiBars))),
            "bandLower", decimal(band(now, -1)),
            "bandUpper", decimal(band(now, 1)),
            "close", decimal(close),
            "atr", decimal(atr));
    int stretched = stretched(now);
    if (stretched == 0) {
      return Verdict.hold(-stretched, "within its bands", values);
    }
    if (stretched == stretched(window.previous())) {
      return Verdict.hold(-stretched, "still stretched", values);
    }
    return new Verdict(
        stretched < 0 ? Action.BUY : Action.SELL,
        -stretched,
        stretched < 0 ? "oversold below the lower band" : "overbought above the upper band",
        confidence(close - band(now, stretched), atr),
        values);
  }

  /** -1 if stretched down, 1 if stretched up, else 0. */
  private int stretched(Frame frame) {
    double close = last(frame.close());
    double rsi = last(frame.rsi(rsiBars));
    if (rsi < oversold && side(close, band(frame, -1)) < 0) {
      return -1;
    }
    return rsi > 100 - oversold && side(close, band(frame, 1)) > 0 ? 1 : 0;
  }

  private double band(Frame frame, int side) {
    return last(frame.sma(bandBars)) + side * deviations * last(frame.deviation(bandBars));
  }
}
