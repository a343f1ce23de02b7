package io.eafix.signal.strategy;

import static io.eafix.signal.strategy.Readings.confidence;
import static io.eafix.signal.strategy.Readings.decimal;
import static io.eafix.signal.strategy.Readings.last;

import io.eafix.signal.market.Frame;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Trend cross: buys when the fast exponential average rises above the slow one, sells when it falls
 * below. Confidence is the change of their distance beside the average true range.
 *
 * @param fast look-back in bars
 * @param slow look-back in bars
 * @see Cross
 */
public record EmaCross(int fast, int slow) implements Strategy {

  private static final int ATR_BARS = 14;

  @Override
  public Verdict judge(Window window) {
    Frame now = window.current();
    double atr = last(now.atr(ATR_BARS));
    Map<String, BigDecimal> values =
        Map.of(
            "emaFast", decimal(last(now.ema(fast))),
            "emaSlow", decimal(last(now.ema(slow))),
            "atr", decimal(atr));
    Cross cross = Cross.of(window, frame -> frame.ema(fast), frame -> frame.ema(slow));
    if (cross.action() == Action.HOLD) {
      return Verdict.hold(cross.side(), "EMA " + fast + " did not cross EMA " + slow, values);
    }
    String where = cross.action() == Action.BUY ? " crossed above EMA " : " crossed below EMA ";
    return new Verdict(
        cross.action(),
        cross.side(),
        "EMA " + fast + where + slow,
        confidence(cross.move(), atr),
        values);
  }
}
