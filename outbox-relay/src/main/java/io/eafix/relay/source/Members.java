package io.eafix.relay.source;

import io.eafix.relay.db.PgSession;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The relay processes of a source. Each raises its beat; one whose beat stands still for the length
 * of a lease, as measured here by a monotonic clock, counts as dead. No two clocks are compared,
 * and a wrong verdict costs a takeover, not correctness. Not thread-safe.
 */
final class Members {

  private final UUID self;
  private final String name;
  private final Duration lease;
  private final LongSupplier nanos;
  private final Map<UUID, Seen> seen = new HashMap<>();

  /** Owners of lanes that were not among the beats when they were read. */
  private final Map<UUID, Long> unknownSince = new HashMap<>();

  /** When this process raised its beat last. */
  private long beatNanos;

  private record Seen(long beat, long sinceNanos) {}

  Members(UUID self, String name, Duration lease, LongSupplier nanos) {
    this.self = self;
    this.name = name;
    this.lease = lease;
    this.nanos = nanos;
  }

  /**
   * Raises the own beat and looks at the others'. If this process has not done so for half a lease,
   * as while Kafka or Postgres did not answer, they may have been held up as well: they have a
   * lease from now to show that they live.
   */
  void beat(PgSession session) {
    session.update(
        """
        insert into outbox_relay as r (owner, name, beat) values ($1, $2, 1)
        on conflict (owner) do update set beat = r.beat + 1
        """,
        self,
        name);
    if (nanos.getAsLong() - beatNanos > lease.toNanos() / 2) {
      seen.clear();
      unknownSince.clear();
    }
    beatNanos = nanos.getAsLong();
    Map<UUID, Seen> now = new HashMap<>();
    for (Row row : session.query("select owner, beat from outbox_relay")) {
      UUID owner = row.getUUID(0);
      Seen before = seen.get(owner);
      now.put(
          owner,
          before != null && before.beat() == row.getLong(1)
              ? before
              : new Seen(row.getLong(1), nanos.getAsLong()));
    }
    seen.clear();
    seen.putAll(now);
    unknownSince.keySet().removeAll(now.keySet());
  }

  /** Whether a process is gone: its beat stands still, or it said good-bye. */
  boolean isDead(UUID owner) {
    if (owner.equals(self)) {
      return false;
    }
    Seen last = seen.get(owner);
    long since =
        last == null
            ? unknownSince.computeIfAbsent(owner, ignored -> nanos.getAsLong())
            : last.sinceNanos();
    return nanos.getAsLong() - since > lease.toNanos();
  }

  /** Lanes that this process should have, so that all living ones share them evenly. */
  int share(int lanes) {
    SortedSet<UUID> living = new TreeSet<>();
    seen.keySet().stream().filter(owner -> !isDead(owner)).forEach(living::add);
    living.add(self);
    int rank = living.headSet(self).size();
    return lanes / living.size() + (rank < lanes % living.size() ? 1 : 0);
  }

  /** Removes the rows of processes that are long gone, for each start leaves one. */
  void bury(PgSession session) {
    for (UUID owner : seen.keySet()) {
      if (isDead(owner)) {
        session.update(
            "delete from outbox_relay r where owner = $1 and beat = $2"
                + " and not exists (select from outbox_lane l where l.owner = r.owner)",
            owner,
            seen.get(owner).beat());
      }
    }
  }

  /** Says good-bye, so that the others need not wait for the lease. */
  void leave(PgSession session) {
    session.update("delete from outbox_relay where owner = $1", self);
  }
}
