package io.eafix.execution.venue;

import io.eafix.execution.config.ExecutionConfig;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The venues that this process is set up with, by name. */
@ApplicationScoped
public class Venues {
  private final Map<String, Venue> byName;

  Venues(@All List<Venue> venues, ExecutionConfig config) {
    List<String> names = venues.stream().map(Venue::name).sorted().toList();
    for (String configured : config.venues().keySet()) {
      if (!names.contains(configured)) {
        throw new IllegalStateException(
            "eafix.execution.venues." + configured + ": there is no such venue; known: " + names);
      }
    }
    byName =
        venues.stream()
            .filter(Venue::enabled)
            .collect(Collectors.toUnmodifiableMap(Venue::name, Function.identity()));
  }

  /** The venue of this name, if there is one. */
  public Optional<Venue> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All venues. */
  public Collection<Venue> all() {
    return byName.values();
  }
}
