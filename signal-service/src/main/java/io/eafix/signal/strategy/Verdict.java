package io.eafix.signal.strategy;

import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a strategy makes of a window.
 *
 * @param side where the strategy sees the market: 1 where it buys on entering, -1 where it sells, 0
 *     neither. A verdict trades only if the side is another than on the bar before
 * @param reason for people, one line
 * @param confidence 0 to 1, how decisive the event was; null for HOLD
 * @param indicators the values the verdict rests on, by name
 */
public record Verdict(
    Action action,
    int side,
    String reason,
    BigDecimal confidence,
    Map<String, BigDecimal> indicators) {

  public static Verdict hold(int side, String reason, Map<String, BigDecimal> indicators) {
    return new Verdict(Action.HOLD, side, reason, null, indicators);
  }
}
