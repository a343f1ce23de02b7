package io.eafix.risk.session;

import io.eafix.risk.config.RiskConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The configured trading hours. Malformed ones stop the start of the service. */
@Startup
@ApplicationScoped
public class Sessions {

  private final Map<String, Session> byName;
  private final RiskConfig.Day day;

  Sessions(RiskConfig config) {
    byName =
        config.sessions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> session(entry.getValue())));
    day = config.tradingDay();
  }

  /** Empty if no such session is configured: then nothing is open. */
  public Optional<Session> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** The trading day that a time belongs to: what is after its end is of the next. */
  public LocalDate tradingDay(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, day.zone());
    return local.toLocalTime().isBefore(day.end())
        ? local.toLocalDate()
        : local.toLocalDate().plusDays(1);
  }

  private static Session session(RiskConfig.Hours hours) {
    return new Session(
        hours.zone(), hours.hours(), Set.copyOf(hours.closedDates().orElse(List.of())));
  }
}
