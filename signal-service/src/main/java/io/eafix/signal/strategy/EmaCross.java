package io.eafix.signal.strategy;

import static io.eafix.signal.strategy.Readings.confidence;
import static io.eafix.signal.strategy.Readings.decimal;
import static io.eafix.signal.strategy.Readings.last;
import static io.eafix.signal.strategy.Readings.lastSide;
import static io.eafix.signal.strategy.Readings.side;

import io.eafix.signal.market.Frame;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Trend cross: buys when the fast exponential average rises above the slow one, sells when it falls
 * below, holds otherwise.
 *
 * <p>What the averages said one bar ago is computed from the window as it was one bar ago. So the
 * side before, seen now, is the very side that was seen then, and no cross is reported twice or
 * missed between two bars. If the averages were equal, the last bar on which they differed counts:
 * touching is not crossing. Confidence is the change of their distance beside the average true
 * range.
 */
public final class EmaCross implements Strategy {

  private static final int ATR_BARS = 14;

  private final int fast;
  private final int slow;

  public EmaCross(int fast, int slow) {
    this.fast = fast;
    this.slow = slow;
  }

  @Override
  public Verdict judge(Window window) {
    Frame now = window.current();
    Frame before = window.previous();
    double fastNow = last(now.ema(fast));
    double slowNow = last(now.ema(slow));
    double atr = last(now.atr(ATR_BARS));
    Map<String, BigDecimal> values =
        Map.of("emaFast", decimal(fastNow), "emaSlow", decimal(slowNow), "atr", decimal(atr));

    int sideNow = side(fastNow, slowNow);
    int sideBefore = lastSide(before.ema(fast), before.ema(slow));
    if (sideNow == 0 || sideBefore == 0 || sideNow == sideBefore) {
      return Verdict.hold("EMA " + fast + " did not cross EMA " + slow, values);
    }
    double move = (fastNow - slowNow) - (last(before.ema(fast)) - last(before.ema(slow)));
    return new Verdict(
        sideNow > 0 ? Action.BUY : Action.SELL,
        "EMA " + fast + " crossed " + (sideNow > 0 ? "above" : "below") + " EMA " + slow,
        confidence(move, atr),
        values);
  }
}
