package io.eafix.execution.fix;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The session's hours, in the settings of QuickFIX/J. */
final class FixSchedule {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private FixSchedule() {}

  /**
   * Settings of a session that begins anew, with sequence number 1 and an empty store, each day or
   * week at its start.
   *
   * @throws IllegalStateException if only one of the days is given, or start and end are the same
   */
  static Map<String, String> of(FixConfig.Schedule schedule) {
    if (schedule.startDay().isPresent() != schedule.endDay().isPresent()) {
      throw new IllegalStateException(
          "eafix.execution.fix.schedule needs start-day and end-day, or neither");
    }
    if (schedule.start().equals(schedule.end()) && schedule.startDay().isEmpty()) {
      throw new IllegalStateException(
          "eafix.execution.fix.schedule.end must not be its start, " + schedule.start());
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("NonStopSession", "N");
    settings.put("TimeZone", schedule.zone().map(ZoneId::getId).orElse("UTC"));
    settings.put("StartTime", text(schedule.start()));
    settings.put("EndTime", text(schedule.end()));
    schedule.startDay().ifPresent(day -> settings.put("StartDay", text(day)));
    schedule.endDay().ifPresent(day -> settings.put("EndDay", text(day)));
    return settings;
  }

  private static String text(LocalTime time) {
    return TIME.format(time);
  }

  private static String text(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
