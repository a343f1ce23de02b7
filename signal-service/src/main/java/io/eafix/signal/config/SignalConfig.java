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

  /**
   * Whether signals of bars that came after their time, as in a replay, may be traded; they are
   * judged by the time of their bar. If not, they are kept and have expired, so that a feed that
   * catches up does not trade on the past. True only where no order can reach a real market.
   */
  @WithDefault("false")
  boolean tradeHistory();

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

    /** How often the metric of pending starts is read again, as other replicas change it too. */
    @WithDefault("PT5S")
    Duration metricsInterval();

    /**
     * How many starts run at once. Of one series one saga runs at a time: the next one starts when
     * it has ended.
     */
    @WithDefault("8")
    int concurrencyMax();

    /** First pause before asking again whether a saga has ended that another one waits for. */
    @WithDefault("PT0.05S")
    Duration endPoll();

    /** The longest such pause. */
    @WithDefault("PT2S")
    Duration endPollMax();

    /** How long a saga that does not end keeps those behind it from starting. */
    @WithDefault("PT15M")
    Duration endWaitMax();

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
