package io.eafix.risk.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** When a market trades, in its own time zone. Immutable. */
public final class Session {

  private final ZoneId zone;
  private final List<WeeklyHours> hours;
  private final Set<LocalDate> closed;

  /**
   * @param hours each like {@code SUNDAY 17:00-FRIDAY 17:00}
   * @param closed days of the zone without trading
   * @throws IllegalArgumentException if hours are malformed
   */
  public Session(ZoneId zone, List<String> hours, Set<LocalDate> closed) {
    this.zone = zone;
    this.hours = hours.stream().map(WeeklyHours::parse).toList();
    this.closed = Set.copyOf(closed);
  }

  public boolean isOpen(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    return !closed.contains(local.toLocalDate())
        && hours.stream().anyMatch(stretch -> stretch.contains(local));
  }

  /** The time as the market reads it, to the second. */
  public String local(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.SECONDS);
    return local.getDayOfWeek() + " " + local + " " + zone;
  }

  /** Its hours. */
  @Override
  public String toString() {
    return hours.stream().map(WeeklyHours::toString).collect(Collectors.joining(", ")) + " " + zone;
  }
}
