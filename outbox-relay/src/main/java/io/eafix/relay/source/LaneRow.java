package io.eafix.relay.source;

import io.eafix.relay.db.PgSession;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/**
 * A lane as Postgres has it.
 *
 * @param generation of its markers; raised with the epoch when an operator accepts what it says
 */
public record LaneRow(
    int lane, int shardFrom, int shardTo, UUID owner, long epoch, String halted, int generation) {

  /**
   * Tables of a service that is older than the relay have one generation for all lanes, which a
   * relay that is older raises too.
   */
  static final String SELECT =
      """
      select lane, shard_from, shard_to, owner, epoch, halted,
             greatest(coalesce((to_jsonb(l) ->> 'generation')::int, 0), c.generation)
        from outbox_lane l cross join outbox_control c order by lane
      """;

  /**
   * A lane whose former owner is paused inside a transaction is locked. To wait for it would stop
   * the beat of the one that waits, so it is passed over until the next.
   */
  private static final String TAKE =
      """
      update outbox_lane set owner = $1, epoch = epoch + 1
       where lane = (select lane from outbox_lane
                      where lane = $2 and epoch = $3 and halted is null for update skip locked)
      """;

  /** Raises the epoch for another owner, unless somebody else did or the lane is locked. */
  boolean take(PgSession session, UUID by) {
    return session.update(TAKE, by, (short) lane, epoch) == 1;
  }

  static LaneRow of(Row row) {
    return new LaneRow(
        row.getInteger(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getUUID(3),
        row.getLong(4),
        row.getString(5),
        row.getInteger(6));
  }
}
