package io.eafix.relay.batch;

import io.eafix.relay.event.OutboxRow;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Events that are known, or thought, to make a batch fail. Lives in memory only: after a crash they
 * fail once more and are found again.
 *
 * <p>Not thread-safe: it belongs to one lane's thread.
 */
public final class Suspects {

  private final Map<Long, Suspect> found = new HashMap<>();
  private final Function<OutboxRow, Optional<Suspect>> inspection;
  private int divisor = 1;

  /**
   * With a check that is made of each event before it is sent.
   *
   * @param inspection finds a reason why an event cannot be sent, such as a topic that is missing
   */
  public Suspects(Function<OutboxRow, Optional<Suspect>> inspection) {
    this.inspection = inspection;
  }

  /** Why the event must not be in the next batch, if so. */
  public Optional<Suspect> find(OutboxRow event) {
    Suspect suspect = found.isEmpty() ? null : found.get(event.id());
    return suspect == null ? inspection.apply(event) : Optional.of(suspect);
  }

  /** Remembers the one event that made a batch fail. */
  public void add(long id, Suspect suspect) {
    found.put(id, suspect);
    divisor = 1;
  }

  /** Halves the next batch, because one of the last one's events makes it fail, but not which. */
  public void bisect(int failedEvents, int eventsMax) {
    divisor = Math.max(2, 2 * eventsMax / Math.max(1, failedEvents));
  }

  /** Most events of the next batch. */
  public int eventsMax(int usual) {
    return Math.max(1, usual / divisor);
  }

  /** Whether batches are smaller than usual, to find the event that makes them fail. */
  public boolean halving() {
    return divisor > 1;
  }

  /** Forgets events that are set aside by a claimed batch. */
  public void setAside(Iterable<Long> ids) {
    ids.forEach(found::remove);
  }

  /** Notes that a batch was published, so that the next may be larger again. */
  public void published() {
    divisor = Math.max(1, divisor / 2);
  }

  /**
   * An event that failed.
   *
   * @param notBefore earliest time of the next attempt
   */
  public record Suspect(int attempts, OffsetDateTime notBefore, String cause) {}
}
