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
 * Momentum: buys when the MACD line rises above its signal line, sells when it falls below.
 * Confidence is the change of their distance beside the average true range.
 *
 * @param fast look-back in bars
 * @param slow look-back in bars
 * @param signal look-back of the signal line, in bars
 * @see Cross
 */
public record MacdCross(int fast, int slow, int signal) implements Strategy {

  private static final int ATR_BARS = 14;

  @Override
  public Verdict judge(Window window) {
    Frame now = window.current();
    double atr = last(now.atr(ATR_BARS));
    Map<String, BigDecimal> values =
        Map.of(
            "macd", decimal(last(now.macd(fast, slow))),
            "macdSignal", decimal(last(now.macdSignal(fast, slow, signal))),
            "atr", decimal(atr));
    Cross cross =
        Cross.of(
            window, frame -> frame.macd(fast, slow), frame -> frame.macdSignal(fast, slow, signal));
    if (cross.action() == Action.HOLD) {
      return Verdict.hold(cross.side(), "MACD did not cross its signal line", values);
    }
    String where = cross.action() == Action.BUY ? "above" : "below";
    return new Verdict(
        cross.action(),
        cross.side(),
        "MACD crossed " + where + " its signal line",
        confidence(cross.move(), atr),
        values);
  }
}
