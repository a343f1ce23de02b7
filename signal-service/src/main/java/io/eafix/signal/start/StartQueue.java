package io.eafix.signal.start;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The sagas that are still to be started, in Postgres.
 *
 * <p>Only a row with nothing before it that holds its lane can be claimed, so sagas of a lane run
 * one after the other, whoever starts them; see {@link HeldLanes}. A claim is a lease: a replica
 * that dies loses it after its time. One that only slept may call the orchestrator once more with
 * the same key, which starts nothing, and its settling touches no row.
 */
@ApplicationScoped
class StartQueue {

  private static final String CLAIM =
      """
      with head as (
        select signal_id from saga_start h
        where state = 'PENDING' and not_before <= now()
          and (lease_until is null or lease_until < now())
          and not exists (select from saga_start before
                          where before.lane = h.lane and before.holds_lane
                            and before.state <> 'REFUSED'
                            and before.position < h.position)
        order by position limit $1
        for update skip locked)
      update saga_start claimed
      set owner = $2, lease_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1
      from head join signal on signal.id = head.signal_id
      where claimed.signal_id = head.signal_id
      returning claimed.signal_id, claimed.attempts, signal.account, signal.symbol, signal.action,
        signal.quantity, signal.strategy, signal.bid, signal.ask, signal.quote_time,
        signal.valid_until\
      """;

  private static final String SETTLE =
      """
      update saga_start set state = $3, saga_id = $4, last_error = $5, settled_at = now(),
        owner = null, lease_until = null,
        holds_lane = ($3 = 'STARTED' and lane <> signal_id::text)
      where signal_id = $1 and owner = $2 and state = 'PENDING'\
      """;

  private static final String POSTPONE =
      """
      update saga_start set not_before = now() + $3 * interval '1 millisecond', last_error = $4,
        owner = null, lease_until = null
      where signal_id = $1 and owner = $2 and state = 'PENDING'\
      """;

  private static final String COUNT = "select count(*) from saga_start where state = 'PENDING'";

  /** Longest error text kept, in characters. */
  private static final int ERROR_MAX = 500;

  private final Transactions transactions;

  StartQueue(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Leases the first pending start of up to {@code limit} lanes.
   *
   * @param owner names this claim; later writes are only taken under the same name
   */
  Uni<List<PendingStart>> claim(UUID owner, int limit, Duration lease) {
    return inTransaction(sql -> sql.query(CLAIM, limit, owner, lease.toMillis()))
        .map(
            rows -> {
              List<PendingStart> claimed = new ArrayList<>();
              for (Row row : rows) {
                claimed.add(PendingStart.of(row, owner));
              }
              return claimed;
            });
  }

  /** Accepted by the orchestrator; returns 0 if the lease went to someone else. */
  Uni<Integer> started(PendingStart start, String sagaId) {
    return settle(start, "STARTED", sagaId, null);
  }

  /** Refused for good; returns 0 if the lease went to someone else. */
  Uni<Integer> refused(PendingStart start, String error) {
    return settle(start, "REFUSED", null, cut(error));
  }

  /** Failed for now; returns 0 if the lease went to someone else. */
  Uni<Integer> postponed(PendingStart start, Duration pause, String error) {
    return inTransaction(
        sql -> sql.update(POSTPONE, start.signalId(), start.owner(), pause.toMillis(), cut(error)));
  }

  /** How many starts are pending, leased ones included. */
  Uni<Long> pending() {
    return inTransaction(sql -> sql.query(COUNT)).map(rows -> rows.iterator().next().getLong(0));
  }

  private Uni<Integer> settle(PendingStart start, String state, String sagaId, String error) {
    return inTransaction(
        sql -> sql.update(SETTLE, start.signalId(), start.owner(), state, sagaId, error));
  }

  private <T> Uni<T> inTransaction(Function<Sql, Uni<T>> work) {
    return transactions.inNewTransaction(() -> transactions.sql().flatMap(sql -> work.apply(sql)));
  }

  private static String cut(String error) {
    String text = String.valueOf(error);
    return text.length() <= ERROR_MAX ? text : text.substring(0, ERROR_MAX);
  }
}
