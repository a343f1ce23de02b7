package io.eafix.risk.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the risk service. All replicas need the same. */
@ConfigMapping(prefix = "eafix.risk")
public interface RiskConfig {

  /** Trading hours, by the name that symbol limits use. */
  Map<String, Hours> sessions();

  /** Where the trading day ends, for the daily loss. */
  Day tradingDay();

  /** The kill switch. */
  Switch tradingState();

  /** How far a sender's clock may run ahead of ours before its quote is from the future. */
  @WithDefault("PT2S")
  Duration clockTolerance();

  /** When a market trades. */
  interface Hours {

    /** Time zone of hours and dates, e.g. {@code America/New_York}. */
    ZoneId zone();

    /**
     * Weekly, e.g. {@code SUNDAY 17:00-FRIDAY 17:00}; the end does not belong to it. The same start
     * and end are the whole week.
     */
    List<String> hours();

    /** Whole days of the zone without trading, ISO 8601. */
    Optional<List<LocalDate>> closedDates();
  }

  /** The trading day. */
  interface Day {

    /** Time zone of its end. */
    @WithDefault("America/New_York")
    ZoneId zone();

    /** Local time of its end. */
    @WithDefault("17:00")
    LocalTime end();
  }

  /** The kill switch. */
  interface Switch {

    /** How often its metrics are read again, as other replicas change it too. */
    @WithDefault("PT5S")
    Duration metricsInterval();
  }
}
