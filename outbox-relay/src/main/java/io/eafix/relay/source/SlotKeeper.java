package io.eafix.relay.source;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.db.PgSession;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Sends writers to the next slot when the current one is large, and truncates slots whose events
 * are all published. Truncation needs the slot to itself, so it waits for the lock only briefly and
 * then ever more rarely, while an open transaction uses the slot; nothing is held up by that, the
 * slot only stays. Any relay may do it. Not thread-safe.
 */
final class SlotKeeper {

  private static final Logger LOG = Logger.getLogger(SlotKeeper.class);
  private static final int SLOTS = 4;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Any event of the slot that its lane's newest published snapshot does not cover. */
  private static final String UNPUBLISHED =
      """
      select exists (
        select from outbox_lane l
        cross join lateral (
          select coalesce((
            select case when b.state = 'PUBLISHED' and b.is_last then b.goal_snapshot
                        else b.base_snapshot end
              from outbox_batch b where b.lane = l.lane order by b.batch_no desc limit 1),
            '3:3:'::pg_snapshot) as done) p
        where exists (
          select from outbox_slot_%d s
           where s.xid >= pg_snapshot_xmin(p.done) and s.shard between l.shard_from and l.shard_to
             and not pg_visible_in_snapshot(s.xid, p.done)))
      """;

  /**
   * One message to the server, which needs nothing more from this process: if that is paused or
   * gone, writers do not wait for the lock. Once it is held nobody writes to the slot, and what was
   * committed meanwhile is seen.
   */
  private static final String TRUNCATE =
      """
      begin;
      set local lock_timeout = '%1$dms';
      do $$
      begin
        lock table outbox_slot_%2$d in access exclusive mode;
        if not (%3$s) and (select slot from outbox_slot) <> %2$d then
          truncate table outbox_slot_%2$d;
        end if;
      end
      $$;
      commit
      """;

  private final RelayConfig.Slots config;
  private final LongSupplier nanos;
  private final Map<Integer, Busy> busy = new HashMap<>();

  private record Busy(long untilNanos, long pauseNanos) {}

  SlotKeeper(RelayConfig.Slots config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
  }

  /** Looks after all slots once. */
  void tend(PgSession session) {
    long[] bytes = new long[SLOTS];
    int current = -1;
    for (Row row :
        session.query(
            """
            select n, pg_relation_size('outbox_slot_' || n), (select slot from outbox_slot)
              from generate_series(0, 3) n
            """)) {
      bytes[row.getInteger(0)] = row.getLong(1);
      current = row.getInteger(2);
    }
    if (bytes[current] >= config.bytesMax()) {
      advance(session, current, bytes);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slot != current && bytes[slot] > 0 && isDue(slot)) {
        empty(session, slot);
      }
    }
  }

  private void advance(PgSession session, int current, long[] bytes) {
    for (int i = 1; i < SLOTS; i++) {
      int next = (current + i) % SLOTS;
      if (bytes[next] == 0) {
        session.update(
            "update outbox_slot set slot = $1 where slot = $2", (short) next, (short) current);
        return;
      }
    }
  }

  private boolean isDue(int slot) {
    Busy until = busy.get(slot);
    return until == null || nanos.getAsLong() - until.untilNanos() >= 0;
  }

  private void empty(PgSession session, int slot) {
    if (session.query(UNPUBLISHED.formatted(slot)).iterator().next().getBoolean(0)) {
      return;
    }
    try {
      session.run(
          TRUNCATE.formatted(config.lockTimeout().toMillis(), slot, UNPUBLISHED.formatted(slot)));
      busy.remove(slot);
      LOG.debugf("slot %d is emptied", slot);
    } catch (DatabaseException e) {
      if (!e.sqlState().equals(LOCK_NOT_AVAILABLE)) {
        throw e;
      }
      session.rollback();
      Busy before = busy.get(slot);
      long pause =
          before == null
              ? config.lockTimeout().toNanos() * 50
              : Math.min(config.retryPauseMax().toNanos(), 2 * before.pauseNanos());
      busy.put(slot, new Busy(nanos.getAsLong() + pause, pause));
    }
  }
}
