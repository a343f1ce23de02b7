package io.eafix.signal.config;

import io.eafix.signal.bar.Timeframe;
import io.eafix.signal.strategy.StrategyKind;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One strategy on one series. Its name is the key in the configuration. */
public interface StrategyConfig {

  /** Whether it runs. */
  @WithDefault("true")
  boolean enabled();

  /** The rule. */
  StrategyKind kind();

  /**
   * Raise it whenever anything else here changes: signals are unique per name, version, series and
   * bar.
   */
  int version();

  /** The symbol, upper case. */
  String symbol();

  /** The bars it reads. */
  Timeframe timeframe();

  /** Whole-number parameters of the rule, in bars or as the rule says; unknown ones are refused. */
  Map<String, Integer> parameters();

  /** What each of its orders buys or sells, in units of the base currency. */
  BigDecimal quantity();

  /** The account it trades for. */
  String account();

  /** How long its signals may be traded, overriding the service's own. */
  Optional<Duration> validFor();
}
