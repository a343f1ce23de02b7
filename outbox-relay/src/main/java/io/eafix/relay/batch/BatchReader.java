package io.eafix.relay.batch;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;

/** Reads the batches of one lane, and the events that they name, from Postgres. Thread-safe. */
public final class BatchReader {

  private static final String EVENTS =
      """
      select %1$s, 0 as part from outbox_held where id = any($5::bigint[])
      union all
      select %1$s, 1 as part from outbox where id = any($6::bigint[])
      union all
      select %1$s, 2 as part from outbox
       where id > $7 and id <= $8 and shard between $3 and $4
         and (xid >= pg_snapshot_xmax($1::text::pg_snapshot)
              or xid = any(array(select pg_snapshot_xip($1::text::pg_snapshot))))
         and pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
         and id <> all($9::bigint[]) and id <> all($10::bigint[])
       order by part, id
      """
          .formatted(OutboxRow.COLUMNS);

  private static final String LATEST =
      """
      select batch_no, epoch, claim_id, base_snapshot::text, goal_snapshot::text, after_id, upto_id,
             is_last, floor_id, set_aside, sent_before, urgent, released, event_count, event_bytes,
             hash, published_total, previous_no, previous_claim, marker_offset, state,
             generation
        from outbox_batch where lane = $1 order by batch_no desc limit 1
      """;

  private static final String STILL_AHEAD =
      """
      select coalesce(array_agg(id order by id), '{}') from outbox
       where id = any($1::bigint[]) and not pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
      """;

  private static final Long[] NONE = {};

  private final Lane lane;

  /** For a lane. */
  public BatchReader(Lane lane) {
    this.lane = lane;
  }

  /** The newest batch of the lane, whatever its state. */
  public Optional<StoredBatch> latest(PgSession session) {
    RowSet<Row> rows = session.query(LATEST, (short) lane.number());
    for (Row row : rows) {
      return Optional.of(stored(row));
    }
    return Optional.empty();
  }

  private StoredBatch stored(Row row) {
    long markerOffset = row.getLong(19) == null ? -1 : row.getLong(19);
    Published previous =
        row.getLong(17) == null
            ? null
            : new Published(row.getLong(17), row.getUUID(18), markerOffset);
    Batch batch =
        new Batch(
            lane.number(),
            row.getLong(0),
            row.getLong(1),
            row.getInteger(21),
            row.getUUID(2),
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            row.getLong(6),
            row.getBoolean(7),
            row.getLong(8),
            ids(row, 9),
            ids(row, 10),
            ids(row, 11),
            ids(row, 12),
            row.getInteger(13),
            row.getLong(14),
            row.getBuffer(15).getBytes(),
            row.getLong(16),
            previous);
    return new StoredBatch(batch, BatchState.valueOf(row.getString(20)), markerOffset);
  }

  private static Long[] ids(Row row, int column) {
    Long[] ids = row.getArrayOfLongs(column);
    return ids == null ? NONE : ids;
  }

  /** Reads the events of a claimed batch again, in their order. */
  public List<OutboxRow> events(PgSession session, Batch b) {
    return session.list(
        EVENTS,
        OutboxRow::of,
        b.base(),
        b.goal(),
        (short) lane.shardFrom(),
        (short) lane.shardTo(),
        b.released(),
        b.urgent(),
        b.afterId(),
        b.uptoId(),
        b.setAside(),
        b.sentBefore());
  }

  /** Of events that were sent out of turn, those which a snapshot does not cover. */
  public Long[] stillAhead(PgSession session, Long[] ids, String snapshot) {
    if (ids.length == 0) {
      return NONE;
    }
    return session.query(STILL_AHEAD, ids, snapshot).iterator().next().getArrayOfLongs(0);
  }

  /** Failed attempts at a held event. */
  public int attempts(PgSession session, long id) {
    for (Row row : session.query("select attempts from outbox_held where id = $1", id)) {
      return row.getInteger(0);
    }
    return 0;
  }
}
