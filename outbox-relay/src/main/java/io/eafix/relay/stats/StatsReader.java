package io.eafix.relay.stats;

import io.eafix.relay.Relay;
import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.lane.LaneStats;
import io.eafix.relay.source.LaneRow;
import io.eafix.relay.source.SourceWorker;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Reads the state of a source; waits for its database, so not for event loops. */
public final class StatsReader {

  /** Pending events of a lane that are counted; of more it is told about how many there are. */
  private static final int COUNTED_MAX = 10_000;

  private static final String COUNTS =
      """
      with position as (
        select l.lane, l.shard_from, l.shard_to, b.*
          from outbox_lane l
          left join lateral (
            select case when state = 'PUBLISHED' and is_last then goal_snapshot
                        else base_snapshot end as done,
                   case when state = 'PUBLISHED' and not is_last then goal_snapshot end as goal,
                   case when state = 'PUBLISHED' then upto_id else 0 end as upto,
                   published_total - case when state = 'PUBLISHED' then 0 else event_count end
                     as published
              from outbox_batch where lane = l.lane order by batch_no desc limit 1) b on true
      ), counted as (
        -- In the order of an index, so that no more than this is looked at however much there is.
        select count(*) as events, min(o.created_at) as oldest, min(o.id) as from_id,
               max(o.id) as to_id
          from position p
          cross join lateral (
            select id, created_at from outbox o
             where o.shard between p.shard_from and p.shard_to
               and o.xid >= pg_snapshot_xmin(coalesce(p.done, '3:3:'::pg_snapshot))
               and not pg_visible_in_snapshot(o.xid, coalesce(p.done, '3:3:'::pg_snapshot))
               and not (p.goal is not null and o.id <= p.upto
                        and pg_visible_in_snapshot(o.xid, p.goal))
             order by o.xid, o.id limit %1$d) o
         group by p.lane
      ), pending as (
        -- Those beyond are as many among the ids that follow as those counted were among theirs.
        select coalesce(sum(case when events < %1$d then events
                                 else events + events * greatest(0, last - to_id)
                                               / (to_id - from_id + 1) end), 0)::bigint as events,
               min(oldest) as oldest
          from counted cross join (select last_value as last from outbox_id_seq) s
      )
      select (select paused from outbox_control), p.events,
             (extract(epoch from clock_timestamp() - p.oldest) * 1000)::bigint,
             (select coalesce(sum(published), 0)::bigint from position),
             (select count(*) from outbox_held),
             (select count(*) from outbox_dead where state = 'DEAD')
        from pending p
      """
          .formatted(COUNTED_MAX);

  private final RelayMetrics metrics;

  /** With the counters of this process. */
  public StatsReader(RelayMetrics metrics) {
    this.metrics = metrics;
  }

  /** The state of a source, without what its database would tell if that does not answer. */
  public SourceStats read(Relay.Source source) {
    SourceWorker worker = source.worker();
    List<SourceStats.LaneView> lanes =
        worker.lanes().stream().map(lane -> view(worker, lane)).toList();
    try (PgSession session = source.databases().open()) {
      Row row = session.query(COUNTS).iterator().next();
      return new SourceStats(
          worker.name(),
          worker.status().name(),
          worker.detail(),
          row.getBoolean(0),
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          metrics.latencyMs(worker.name()),
          lanes);
    } catch (DatabaseException e) {
      return new SourceStats(
          worker.name(),
          worker.status().name(),
          worker.detail().isEmpty() ? e.getMessage() : worker.detail(),
          false,
          null,
          null,
          null,
          null,
          null,
          metrics.latencyMs(worker.name()),
          lanes);
    }
  }

  private SourceStats.LaneView view(SourceWorker worker, LaneRow lane) {
    LaneStats counters = worker.stats().getOrDefault(lane.lane(), new LaneStats());
    return new SourceStats.LaneView(
        lane.lane(),
        lane.owner() == null ? null : lane.owner().toString(),
        worker.self().equals(lane.owner()),
        lane.epoch(),
        lane.halted(),
        metrics.trouble(worker.name(), lane.lane()).orElse(null),
        counters.batches.sum(),
        counters.published.sum(),
        counters.retries.sum(),
        counters.takeovers.sum(),
        counters.reconciled.sum(),
        counters.lastBatchEvents.get());
  }
}
