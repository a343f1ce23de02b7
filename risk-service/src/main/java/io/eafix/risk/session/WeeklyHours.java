package io.eafix.risk.session;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One stretch of every week, in local time. It may pass the end of the week; if it ends where it
 * starts it is the whole week.
 */
record WeeklyHours(DayOfWeek opensOn, LocalTime opensAt, DayOfWeek closesOn, LocalTime closesAt) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(\\p{Alpha}+) (\\d\\d:\\d\\d)\\s*-\\s*(\\p{Alpha}+) (\\d\\d:\\d\\d)\\s*");
  private static final int SECONDS_PER_DAY = 86_400;

  /**
   * Reads hours such as {@code SUNDAY 17:00-FRIDAY 17:00}.
   *
   * @throws IllegalArgumentException if they are not of that form
   */
  static WeeklyHours parse(String text) {
    Matcher matcher = FORM.matcher(text);
    try {
      if (matcher.matches()) {
        return new WeeklyHours(
            day(matcher.group(1)),
            LocalTime.parse(matcher.group(2)),
            day(matcher.group(3)),
            LocalTime.parse(matcher.group(4)));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw malformed(text, e);
    }
    throw malformed(text, null);
  }

  /** Whether a local time is within; the start is, the end is not. */
  boolean contains(LocalDateTime local) {
    int start = second(opensOn, opensAt);
    int end = second(closesOn, closesAt);
    int now = second(local.getDayOfWeek(), local.toLocalTime());
    return start < end ? start <= now && now < end : start <= now || now < end;
  }

  @Override
  public String toString() {
    return opensOn + " " + opensAt + "-" + closesOn + " " + closesAt;
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static int second(DayOfWeek day, LocalTime time) {
    return (day.getValue() - 1) * SECONDS_PER_DAY + time.toSecondOfDay();
  }

  private static IllegalArgumentException malformed(String text, Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' are no hours; allowed: like SUNDAY 17:00-FRIDAY 17:00", cause);
  }
}
