package io.eafix.relay.batch;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.event.SharedTexts;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * Reads events of a lane beyond its position.
 *
 * <p>What is visible now but was not in the position's snapshot is new, whatever its id: a
 * transaction that was in progress then is found by its xid, any later one lies above the floor of
 * ids. So no row is missed that commits late, and no idle transaction holds others up.
 */
final class OutboxReader {

  private static final int C = OutboxRow.COLUMN_COUNT;

  /**
   * Common to both parts: $1 base, $2 lowest id, $3 and $4 shards, $5 goal, $6 limit, $7 sent.
   * Snapshots are read from their text once, not for each row.
   */
  private static final String BEYOND =
      """
      shard between $3 and $4
        and ($5::text is null or pg_visible_in_snapshot(xid, (select $5::text::pg_snapshot)))
        and id <> all($7::bigint[])
      """;

  /**
   * The sum of bytes ends two rows before: one row more than fits is read, which tells that there
   * is more. The second part must not go by id, or it would look at the whole backlog for rows of a
   * few transactions; adding nothing to the id prevents that.
   */
  private static final String READ =
      """
      with found as (
        (select %1$s, not_before from outbox
          where id > $2 and xid >= (select pg_snapshot_xmax($1::text::pg_snapshot)) and %2$s
          order by id limit $6)
        union all
        (select * from (
           select %1$s, not_before from outbox
            where xid = any(array(select pg_snapshot_xip($1::text::pg_snapshot))) and id + 0 > $8
              and %2$s
            order by id + 0 limit $6) late
          order by id)
      ), waiting as materialized (
        select exists (select from outbox_held where shard between $3 and $4) as held,
               exists (select from outbox_dead
                        where state = 'DEAD' and blocks and shard between $3 and $4) as dead
      ), sized as (
        select f.*, sum(coalesce(octet_length(payload), 0)) over (
                      order by id rows between unbounded preceding and 2 preceding) as bytes
          from found f order by id limit $6
      )
      select %1$s,
             coalesce(not_before > clock_timestamp(), false),
             case when (select dead from waiting) and exists (
                         select from outbox_dead d
                          where d.topic = s.topic and d.aggregate_type = s.aggregate_type
                            and d.aggregate_id = s.aggregate_id and d.state = 'DEAD' and d.blocks)
                    then 9223372036854775807
                  when (select held from waiting) then coalesce((
                         select max(h.id) from outbox_held h
                          where h.topic = s.topic and h.aggregate_type = s.aggregate_type
                            and h.aggregate_id = s.aggregate_id and h.id <> all($10::bigint[])), 0)
                  else 0 end,
             not_before,
             case when bytes is null then pg_current_snapshot()::text end,
             case when bytes is null then (select last_value from outbox_id_seq) end
        from sized s where coalesce(bytes, 0) < $9 order by id
      """
          .formatted(OutboxRow.COLUMNS, BEYOND.strip());

  /**
   * Of each aggregate with a due event those before its first that is not: no event is compared
   * with all others of its aggregate. The time is that of the statement, the same for all rows:
   * else one could come due between two looks and be overtaken.
   *
   * <p>It is planned once for each connection, mostly while nothing is held. So it is written to
   * need no luck: no join of two lists, and {@code e.id + 0} keeps the primary key out of it.
   */
  private static final String RELEASED =
      """
      with due as materialized (
        select topic, aggregate_type, aggregate_id, array_agg(id) as ids from outbox_held
         where shard between $1 and $2 and not_before <= statement_timestamp()
           and id <> all($4::bigint[])
         group by topic, aggregate_type, aggregate_id
      ), free as materialized (
        select a.ids, (select e.id from outbox_held e
                        where e.topic = a.topic and e.aggregate_type = a.aggregate_type
                          and e.aggregate_id = a.aggregate_id
                          and e.not_before > statement_timestamp()
                        order by e.id + 0 limit 1) as late
          from due a
         where not exists (select from outbox_dead d
                            where d.topic = a.topic and d.aggregate_type = a.aggregate_type
                              and d.aggregate_id = a.aggregate_id and d.state = 'DEAD' and d.blocks)
      ), first as materialized (
        select d.id from free f cross join unnest(f.ids) d(id)
         where d.id < f.late or f.late is null
         order by d.id limit $3
      ), sized as (
        select %1$s, attempts, sum(coalesce(octet_length(payload), 0)) over (
                 order by id rows between unbounded preceding and 1 preceding) as bytes
          from outbox_held where id = any(array(select id from first))
      )
      select %1$s, attempts from sized where coalesce(bytes, 0) < $5 order by id
      """
          .formatted(OutboxRow.COLUMNS);

  private static final String URGENT =
      """
      with found as (
        select %1$s from outbox o
         where priority > 0 and shard between $2 and $3
           and (xid >= pg_snapshot_xmax($1::text::pg_snapshot)
                or xid = any(array(select pg_snapshot_xip($1::text::pg_snapshot))))
           and (id > $4 or not pg_visible_in_snapshot(xid, $5::text::pg_snapshot))
           and id <> all($6::bigint[])
           and (not_before is null or not_before <= clock_timestamp())
           and (predecessor_xid is null
                or pg_visible_in_snapshot(predecessor_xid, $1::text::pg_snapshot))
           and not exists (select from outbox_held h
                            where h.topic = o.topic and h.aggregate_type = o.aggregate_type
                              and h.aggregate_id = o.aggregate_id)
           and not exists (select from outbox_dead d
                            where d.topic = o.topic and d.aggregate_type = o.aggregate_type
                              and d.aggregate_id = o.aggregate_id and d.state = 'DEAD' and d.blocks)
         order by priority desc, id limit $7
      ), sized as (
        select f.*, sum(coalesce(octet_length(payload), 0)) over (
                      order by priority desc, id
                      rows between unbounded preceding and 1 preceding) as bytes
          from found f
      )
      select %1$s from sized where coalesce(bytes, 0) < $8 order by priority desc, id
      """
          .formatted(OutboxRow.COLUMNS);

  private final Lane lane;
  private final SharedTexts texts = new SharedTexts();

  OutboxReader(Lane lane) {
    this.lane = lane;
  }

  /**
   * Reads what comes next.
   *
   * @param bytesMax at least 1; the event that exceeds it is the last
   * @param justReleased held rows that are published but not yet removed
   */
  Reading read(
      PgSession session, Position position, int eventsMax, long bytesMax, Long[] justReleased) {
    First first = new First(position.goal());
    List<Candidate> found =
        session.list(
            READ,
            row -> {
              first.note(row);
              return new Candidate(
                  OutboxRow.of(row, texts),
                  row.getOffsetDateTime(C + 2),
                  row.getBoolean(C),
                  row.getLong(C + 1),
                  0);
            },
            position.base(),
            Math.max(position.afterId(), position.floorId()),
            (short) lane.shardFrom(),
            (short) lane.shardTo(),
            position.goal(),
            eventsMax + 1L,
            position.sentBefore(),
            position.afterId(),
            bytesMax,
            justReleased);
    int fitting = fitting(found, eventsMax, bytesMax);
    return new Reading(
        found.subList(0, fitting), first.goal, first.lastId, fitting == found.size());
  }

  private static int fitting(List<Candidate> found, int eventsMax, long bytesMax) {
    long bytes = 0;
    int n = 0;
    while (n < found.size() && n < eventsMax && bytes < bytesMax) {
      bytes += found.get(n).event().size();
      n++;
    }
    return n;
  }

  /** What the first row says of all. */
  private static final class First {
    private boolean seen;
    private String goal;
    private long lastId;

    First(String goal) {
      this.goal = goal;
    }

    void note(Row row) {
      if (!seen) {
        seen = true;
        goal = goal == null ? row.getString(C + 3) : goal;
        lastId = row.getLong(C + 4);
      }
    }
  }

  /**
   * Held events that may go now, all of an aggregate before any later one of it.
   *
   * @param bytesMax at least 1; the event that exceeds it is the last
   */
  List<Candidate> released(PgSession session, int eventsMax, long bytesMax, Long[] justReleased) {
    return session.list(
        RELEASED,
        row -> new Candidate(OutboxRow.of(row), null, false, 0, row.getInteger(C)),
        (short) lane.shardFrom(),
        (short) lane.shardTo(),
        (long) eventsMax,
        justReleased,
        bytesMax);
  }

  /**
   * Urgent events beyond what the batch covers whose predecessors are all published.
   *
   * @param bytesMax at least 1; the event that exceeds it is the last
   */
  List<Candidate> urgent(
      PgSession session,
      Position position,
      String goal,
      long uptoId,
      int eventsMax,
      long bytesMax) {
    return session.list(
        URGENT,
        row -> new Candidate(OutboxRow.of(row), null, false, 0, 0),
        position.base(),
        (short) lane.shardFrom(),
        (short) lane.shardTo(),
        uptoId,
        goal,
        position.sentBefore(),
        (long) eventsMax,
        bytesMax);
  }
}
