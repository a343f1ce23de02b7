package io.eafix.signal.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that can be configured, with their parameters and defaults. */
public enum StrategyKind {
  /** {@link EmaCross}; {@code fast} and {@code slow} in bars. */
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
   * The rule with these parameters.
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
    require(
        barsNeeded(all) * WINDOW_FACTOR_MIN <= windowBars,
        "window-bars must be at least " + barsNeeded(all) * WINDOW_FACTOR_MIN);
    return build(all);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
