package io.eafix.signal.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that can be configured, with their parameters and defaults. */
public enum StrategyKind {
  /** {@link EmaCross}. */
  EMA_CROSS(Map.of("fast", 20, "slow", 50)) {
    @Override
    Strategy build(Map<String, Integer> p) {
      require(p.get("fast") < p.get("slow"), "fast must be below slow");
      return new EmaCross(p.get("fast"), p.get("slow"));
    }

    @Override
    int barsNeeded(Map<String, Integer> p) {
      return p.get("slow");
    }
  },
  /** {@link MeanReversion}. */
  MEAN_REVERSION(Map.of("rsi", 14, "oversold", 30, "band", 20, "deviations", 2)) {
    @Override
    Strategy build(Map<String, Integer> p) {
      require(p.get("oversold") < 50, "oversold must be below 50");
      return new MeanReversion(p.get("rsi"), p.get("oversold"), p.get("band"), p.get("deviations"));
    }

    @Override
    int barsNeeded(Map<String, Integer> p) {
      // Wilder's average over n bars forgets as slowly as an exponential one over 2n - 1.
      return Math.max(2 * p.get("rsi"), p.get("band"));
    }
  },
  /** {@link MacdCross}. */
  MACD_CROSS(Map.of("fast", 12, "slow", 26, "signal", 9)) {
    @Override
    Strategy build(Map<String, Integer> p) {
      require(p.get("fast") < p.get("slow"), "fast must be below slow");
      return new MacdCross(p.get("fast"), p.get("slow"), p.get("signal"));
    }

    @Override
    int barsNeeded(Map<String, Integer> p) {
      return p.get("slow") + p.get("signal");
    }
  };

  /**
   * Bars per bar of look-back. An exponential average still carries its first value with the weight
   * e^-2n after n look-backs: at 5 that is below 1/20000.
   */
  private static final int WINDOW_FACTOR_MIN = 5;

  private final Map<String, Integer> defaults;

  StrategyKind(Map<String, Integer> defaults) {
    this.defaults = defaults;
  }

  abstract Strategy build(Map<String, Integer> parameters);

  /** The longest look-back of the rule, in bars. */
  abstract int barsNeeded(Map<String, Integer> parameters);

  /**
   * The rule with these parameters, the defaults for those that are not given.
   *
   * @param windowBars what the service's windows hold
   * @throws IllegalArgumentException if a parameter is unknown, not positive or does not fit
   */
  public Strategy create(Map<String, Integer> parameters, int windowBars) {
    Map<String, Integer> all = new LinkedHashMap<>(defaults);
    parameters.forEach(
        (name, value) -> {
          require(defaults.containsKey(name), "unknown parameter " + name);
          require(value > 0, name + " must be positive");
          all.put(name, value);
        });
    int needed = barsNeeded(all) * WINDOW_FACTOR_MIN;
    require(needed <= windowBars, "window-bars must be at least " + needed);
    return build(all);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
