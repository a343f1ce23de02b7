package io.eafix.execution.paper;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The currency market's day, which ends at 17:00 in New York. */
final class TradingDay {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final LocalTime END = LocalTime.of(17, 0);

  private TradingDay() {}

  /** The first end of a trading day after {@code time}. */
  static Instant endAfter(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    ZonedDateTime end = local.with(END);
    return (end.isAfter(local) ? end : end.plusDays(1)).toInstant();
  }
}
