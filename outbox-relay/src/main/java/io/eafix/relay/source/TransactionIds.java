package io.eafix.relay.source;

import io.eafix.relay.db.PgSession;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/**
 * The order of transactions, which the outbox remembers: its rows carry the transaction ids of
 * their writers, and positions are snapshots of such ids. After a dump was restored into a Postgres
 * that has given out fewer, they speak of its future: what is written from then on would count as
 * published, and its slot would be truncated. A backup of the data directory, and pg_upgrade, keep
 * the ids.
 */
public final class TransactionIds {

  private static final int EPOCH_BITS = 32;

  /** Newest id that the outbox knows, if a certain one is not above it. */
  private static final String NOT_PASSED =
      """
      with now as (
        select %s(pg_current_snapshot()) as next
      ), known as (
        select (select xid from outbox order by xid desc limit 1) as written,
               (select greatest(pg_snapshot_xmax(b.base_snapshot), pg_snapshot_xmax(b.goal_snapshot))
                  from outbox_lane l
                 cross join lateral (select base_snapshot, goal_snapshot from outbox_batch
                                      where lane = l.lane order by batch_no desc limit 1) b
                 order by 1 desc limit 1) as published
      )
      select greatest(written, published)::text, next::text
        from now cross join known
       where %s published > next
      """;

  /** If no transaction of this Postgres can have had it yet. */
  private static final String AHEAD =
      NOT_PASSED.formatted("pg_snapshot_xmax", "written >= next or");

  /** If one that is running may have had one of those that positions know. */
  private static final String OPEN = NOT_PASSED.formatted("pg_snapshot_xmin", "");

  private TransactionIds() {}

  /** What is wrong with them and what to do, if the outbox knows ids that are not given out yet. */
  public static Optional<String> trouble(PgSession session) {
    for (Row row : session.query(AHEAD)) {
      long known = Long.parseUnsignedLong(row.getString(0));
      return Optional.of(
          ("the outbox knows transaction ids up to %s, but this Postgres gives out %s next, as after a"
                  + " dump was restored: new events would count as published. Stop Postgres, run"
                  + " pg_resetwal --epoch=%d on its data directory, so that it goes on above them,"
                  + " and start it; or, where that cannot be done, let it give them out: call"
                  + " pg_current_xact_id() in so many transactions; or restore a copy of the data"
                  + " directory instead")
              .formatted(row.getString(0), row.getString(1), (known >>> EPOCH_BITS) + 1));
    }
    return Optional.empty();
  }

  /**
   * What stands against telling by what is visible now which events were written under ids that
   * positions know from another Postgres.
   */
  public static Optional<String> open(PgSession session) {
    for (Row row : session.query(OPEN)) {
      return Optional.of(
          ("transactions are open since before id %s was given out, %s the oldest: what they write"
                  + " would count as published. Accept again when they have ended")
              .formatted(row.getString(0), row.getString(1)));
    }
    return Optional.empty();
  }
}
