package io.eafix.saga.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sagas whose first transaction is on its way. Normally the answer to the client follows the commit
 * and sets the saga going; if that notice is lost, the saga is looked for after a while.
 */
@ApplicationScoped
class StartedSagas {

  private static final Duration OVERDUE = Duration.ofSeconds(1);
  private static final Duration HOPELESS = Duration.ofMinutes(2);

  private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  StartedSagas(Clock clock) {
    this.clock = clock;
  }

  /** Remembers a saga that is being inserted, to be driven without reading it again. */
  void put(ActiveSaga saga) {
    entries.put(saga.id, new Entry(saga, clock.instant()));
  }

  /** The saga, known to be committed now; null if it is not known here. */
  ActiveSaga take(UUID id) {
    Entry entry = entries.remove(id);
    return entry == null ? null : entry.saga();
  }

  /** Whether the saga's commit has not been told yet. */
  boolean contains(UUID id) {
    return entries.containsKey(id);
  }

  /** Sagas whose commit should have been told by now. */
  List<UUID> overdue() {
    Instant now = clock.instant();
    List<UUID> overdue = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (entry.since().plus(HOPELESS).isBefore(now)) {
            entries.remove(id);
          } else if (entry.since().plus(OVERDUE).isBefore(now)) {
            overdue.add(id);
          }
        });
    return overdue;
  }

  private record Entry(ActiveSaga saga, Instant since) {}
}
