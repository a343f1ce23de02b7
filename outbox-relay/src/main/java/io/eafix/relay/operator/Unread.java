package io.eafix.relay.operator;

import io.eafix.relay.batch.BatchHash;
import io.eafix.relay.db.PgSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * Events that a restored dump's positions count as published though they were written after it: the
 * Postgres that it was restored into had given out fewer transaction ids, and gave them the ids of
 * transactions of before. They are told by their own ids, which the dump's sequence carries on:
 * they lie above all that their lane ever read. Its position is put before them, and what it has
 * published from there on is named to it as sent.
 */
final class Unread {

  /** Batch by batch what the lane read last, and with it how far its published snapshot goes. */
  private static final String FIND =
      """
      with position as (
        select l.lane, l.shard_from, l.shard_to, b.batch_no,
               case when b.state = 'PUBLISHED' and b.is_last then b.goal_snapshot
                    else b.base_snapshot end as done,
               case when b.state <> 'PUBLISHED' and b.after_id > 0
                      or b.state = 'PUBLISHED' and not b.is_last then b.goal_snapshot end as goal,
               case when b.state = 'PUBLISHED' then b.upto_id else b.after_id end as upto,
               case when b.state = 'PUBLISHED' then coalesce(b.sent_before, '{}') || b.urgent
                    else b.sent_before end as ahead,
               (select max(id) from outbox_batch k
                 cross join unnest(array[k.after_id, k.upto_id] || k.sent_before || k.urgent
                                   || k.set_aside) id
                 where k.lane = l.lane) as last_read
          from outbox_lane l
         cross join lateral (select * from outbox_batch
                              where lane = l.lane order by batch_no desc limit 1) b
      ), affected as (
        select * from position p
         where exists (select from outbox o
                        where o.id > p.last_read and o.shard between p.shard_from and p.shard_to
                          and pg_visible_in_snapshot(o.xid, p.done))
      ), event as (
        select p.lane, p.batch_no, o.id,
               o.id <= p.last_read
               and (pg_visible_in_snapshot(o.xid, p.done)
                    or o.id <= p.upto and coalesce(pg_visible_in_snapshot(o.xid, p.goal), false)
                    or o.id = any(coalesce(p.ahead, '{}'))) as published
          from affected p join outbox o on o.shard between p.shard_from and p.shard_to
      ), start as (
        select lane, min(id) - 1 as floor from event where not published group by lane
      )
      select e.lane, e.batch_no, s.floor,
             coalesce(array_agg(e.id) filter (where e.published and e.id > s.floor), '{}'),
             pg_current_snapshot()::text
        from event e join start s on s.lane = e.lane
       group by e.lane, e.batch_no, s.floor
      """;

  /** An outstanding batch will not be published: its events go into later ones. */
  private static final String ABORT =
      """
      with aborted as (
        update outbox_batch set state = 'ABORTED'
         where lane = $1 and batch_no = $2 and state = 'CLAIMED' returning set_aside
      )
      delete from outbox_held h using aborted where h.id = any(aborted.set_aside)
      """;

  /**
   * As if a batch without events had just been published on the way to what was visible to {@link
   * #FIND}: what commits in between is not passed over.
   */
  private static final String REWIND =
      """
      insert into outbox_batch (lane, batch_no, epoch, generation, claim_id, state, base_snapshot,
          goal_snapshot, after_id, upto_id, is_last, floor_id, sent_before, event_count,
          event_bytes, hash, published_total)
      select lane, batch_no + 1, epoch, generation, gen_random_uuid(), 'PUBLISHED', '3:3:',
             $6::text::pg_snapshot, 0, $3, false, $3, $4, 0, 0, $5,
             published_total - case when state = 'PUBLISHED' then 0 else event_count end
        from outbox_batch where lane = $1 and batch_no = $2
      """;

  private Unread() {}

  /**
   * Puts the lanes that have such events before them; call it in a transaction in which the lanes
   * get a new generation. Nothing may be open that began before the ids were passed.
   */
  static void reach(PgSession session) {
    for (Row row : session.query(FIND)) {
      session.update(ABORT, row.getShort(0), row.getLong(1));
      session.update(
          REWIND,
          row.getShort(0),
          row.getLong(1),
          row.getLong(2),
          row.getArrayOfLongs(3),
          Buffer.buffer(BatchHash.of(List.of())),
          row.getString(4));
    }
  }
}
