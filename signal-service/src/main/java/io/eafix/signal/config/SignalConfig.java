package io.eafix.signal.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Configuration of the signal service. */
@ConfigMapping(prefix = "eafix.signals")
public interface SignalConfig {

  /**
   * How many closed bars the indicators read, in bars. A strategy is silent until there is one more
   * than this.
   */
  @WithDefault("250")
  int windowBars();

  /** How long a signal may be traded after its bar closed, ISO 8601. */
  @WithDefault("PT5M")
  Duration validFor();

  /** How far a sender's clock may run ahead of ours before its bar counts as unfinished. */
  @WithDefault("PT2S")
  Duration clockTolerance();

  /** The strategies, by name. */
  Map<String, StrategyConfig> strategies();

  /** Starting of trading sagas. */
  Starts starts();

  /** How trading sagas are started. */
  interface Starts {

    /** Name of the saga definition. */
    @WithDefault("trading")
    String definition();

    /** How often to look for starts that nobody was woken for. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How many starts run at once; those of one series always run one after the other. */
    @WithDefault("8")
    int concurrencyMax();

    /** How long one start may take before another replica may take it over. */
    @WithDefault("PT15S")
    Duration lease();

    /** How long one call of the orchestrator may take; shorter than the lease. */
    @WithDefault("PT5S")
    Duration callTimeout();

    /** First pause after a failed call; it doubles with each further one, with full jitter. */
    @WithDefault("PT0.2S")
    Duration backoff();

    /** The longest pause between two calls. */
    @WithDefault("PT5S")
    Duration backoffMax();
  }
}
