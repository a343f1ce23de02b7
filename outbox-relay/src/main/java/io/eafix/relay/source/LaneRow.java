package io.eafix.relay.source;

import io.vertx.sqlclient.Row;
import java.util.UUID;

/** A lane as Postgres has it. */
public record LaneRow(int lane, int shardFrom, int shardTo, UUID owner, long epoch, String halted) {

  static final String SELECT =
      "select lane, shard_from, shard_to, owner, epoch, halted from outbox_lane order by lane";

  static LaneRow of(Row row) {
    return new LaneRow(
        row.getInteger(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getUUID(3),
        row.getLong(4),
        row.getString(5));
  }
}
