package io.eafix.signal.strategy;

import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a strategy makes of a window.
 *
 * @param reason for people, one line
 * @param confidence 0 to 1, how decisive the event was; null for HOLD
 * @param indicators the values the verdict rests on, by name
 */
public record Verdict(
    Action action, String reason, BigDecimal confidence, Map<String, BigDecimal> indicators) {

  public static Verdict hold(String reason, Map<String, BigDecimal> indicators) {
    return new Verdict(Action.HOLD, reason, null, indicators);
  }
}
