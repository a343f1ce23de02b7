package io.eafix.execution.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quickfix.DefaultSessionScheduleFactory;
import quickfix.SessionID;
import quickfix.SessionSchedule;
import quickfix.SessionSettings;

/** QuickFIX/J empties a store that was made in an earlier session than now. */
class FixScheduleTest {
  private static final SessionID SESSION = FixSettings.session("EAFIX", "VENUE");
  private static final String PREFIX = "eafix.execution.fix.schedule.";

  @Test
  void aDayEndsAndTheNextIsAnotherSession() throws Exception {
    SessionSchedule daily =
        schedule(
            Map.of(
                PREFIX + "start", "17:05",
                PREFIX + "end", "17:00",
                PREFIX + "zone", "America/New_York"));
    assertFalse(daily.isNonStopSession());
    // In January New York is five hours behind.
    Calendar evening = at("2026-01-05T22:06:00Z");
    assertTrue(daily.isSameSession(evening, at("2026-01-06T21:59:00Z")));
    assertFalse(daily.isSameSession(evening, at("2026-01-06T22:06:00Z")));
    assertFalse(daily.isSameSession(evening, at("2026-01-06T22:02:00Z")));
  }

  @Test
  void aWeekIsOneSession() throws Exception {
    SessionSchedule weekly =
        schedule(
            Map.of(
                PREFIX + "start", "22:00",
                PREFIX + "end", "22:00",
                PREFIX + "start-day", "SUNDAY",
                PREFIX + "end-day", "FRIDAY"));
    Calendar sunday = at("2026-01-04T22:30:00Z");
    assertTrue(weekly.isSameSession(sunday, at("2026-01-09T21:00:00Z")));
    assertFalse(weekly.isSameSession(sunday, at("2026-01-11T22:30:00Z")));
  }

  @Test
  void withoutAScheduleTheSessionNeverEnds() throws Exception {
    SessionSettings settings = FixSettings.of(SESSION, Map.of());
    assertTrue(new DefaultSessionScheduleFactory().create(SESSION, settings).isNonStopSession());
  }

  @Test
  void halfAWeekIsAMistake() {
    Map<String, String> entries =
        Map.of(PREFIX + "start", "22:00", PREFIX + "end", "21:00", PREFIX + "start-day", "SUNDAY");
    assertThrows(IllegalStateException.class, () -> schedule(entries));
    Map<String, String> never = Map.of(PREFIX + "start", "22:00", PREFIX + "end", "22:00");
    assertThrows(IllegalStateException.class, () -> schedule(never));
  }

  @Test
  void timesAndDaysAreInTheWordsOfQuickFix() {
    Map<String, String> entries =
        Map.of(
            PREFIX + "start", "05:00",
            PREFIX + "end", "21:30:15",
            PREFIX + "start-day", "MONDAY",
            PREFIX + "end-day", "THURSDAY");
    assertEquals(
        Map.of(
            "NonStopSession", "N",
            "TimeZone", "UTC",
            "StartTime", "05:00:00",
            "EndTime", "21:30:15",
            "StartDay", "Monday",
            "EndDay", "Thursday"),
        FixSchedule.of(config(entries)));
  }

  private static SessionSchedule schedule(Map<String, String> entries) throws Exception {
    SessionSettings settings = FixSettings.of(SESSION, FixSchedule.of(config(entries)));
    return new DefaultSessionScheduleFactory().create(SESSION, settings);
  }

  private static FixConfig.Schedule config(Map<String, String> entries) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(entries, "test", 100))
        .withMapping(FixConfig.class)
        .build()
        .getConfigMapping(FixConfig.class)
        .schedule()
        .orElseThrow();
  }

  private static Calendar at(String time) {
    return GregorianCalendar.from(ZonedDateTime.ofInstant(Instant.parse(time), ZoneOffset.UTC));
  }
}
