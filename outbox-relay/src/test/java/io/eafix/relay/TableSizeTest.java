package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.TestRelay;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many events pass through a small backlog: what stays in Postgres is little, and at the end an
 * event costs as few blocks, and takes as long, as at the beginning.
 *
 * <p>{@code -Dtables.events=1000000} is the default.
 */
@Tag("slow")
class TableSizeTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int POLL_MS = 5;
  private static final int EVENTS = Integer.getInteger("tables.events", 1_000_000);
  private static final int BACKLOG = 1_000;

  /** Of which each statement writes an event. */
  private static final int AGGREGATES = 1_000;

  private static final int HISTORY = 100;
  private static final int LANES = 4;
  private static final long SLOT_BYTES = 4 << 20;

  private static final String WRITE =
      """
      with numbered as (
        insert into outbox_sequence as q (topic, aggregate_type, aggregate_id, version, last_xid)
        select 'tables.events', 'thing', 'a-' || n, 1, pg_current_xact_id()
          from generate_series(1, ?) n order by 3
        on conflict (topic, aggregate_type, aggregate_id) do update
           set version = q.version + 1, previous_xid = q.last_xid, last_xid = excluded.last_xid
        returning aggregate_id, version
      )
      insert into outbox (slot, shard, version, event_id, topic, aggregate_type, aggregate_id, type,
                          source, payload)
      select (select slot from outbox_slot), outbox_shard(aggregate_id), version,
             gen_random_uuid(), 'tables.events', 'thing', aggregate_id, 'io.eafix.test.v1',
             'urn:eafix:test', convert_to(repeat('x', 200), 'UTF8')
        from numbered
      """;

  /** Blocks of the outbox tables and their indexes that were looked at so far, by anybody. */
  private static final String BLOCKS =
      """
      select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::bigint
        from pg_statio_all_tables where relname like 'outbox%'
      """;

  /** What Postgres knows to be published, which a batch that is found in the log counts in too. */
  private static final String PUBLISHED =
      """
      select coalesce(sum(published_total - case state when 'PUBLISHED' then 0 else event_count end),
                      0)::bigint
        from outbox_lane l
       cross join lateral (select * from outbox_batch b
                            where b.lane = l.lane order by batch_no desc limit 1) newest
      """;

  private static final String SIZE =
      """
      select sum(pg_total_relation_size(oid))::bigint from pg_class
       where relname like 'outbox%' and relkind in ('r', 'S')
      """;

  @Test
  void staySmallAndTheWorkPerEventStaysTheSame() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("tables");
    TestServers.kafka().createTopics(List.of("tables.events"), 3);
    Map<String, String> settings =
        Map.of(
            "eafix.relay.batches.events-max", "500",
            "eafix.relay.batches.history-max", Integer.toString(HISTORY),
            "eafix.relay.slots.bytes-max", Long.toString(SLOT_BYTES));
    List<Long> blocks = new ArrayList<>();
    List<Long> latenciesMs = new ArrayList<>();
    try (TestRelay relay = TestRelay.of(database, settings);
        Connection connection = database.connect();
        PreparedStatement write = connection.prepareStatement(WRITE);
        PreparedStatement count = connection.prepareStatement(PUBLISHED)) {
      write.setInt(1, AGGREGATES);
      Backlog backlog = new Backlog(count, latenciesMs);
      for (int tenth = 1; tenth <= 10; tenth++) {
        while (backlog.written < (long) EVENTS * tenth / 10) {
          backlog.written(write.executeUpdate());
          assertTrue(backlog.isAtMost(BACKLOG), () -> relay.stats().toString());
        }
        blocks.add(Long.parseLong(database.value(BLOCKS)));
        System.out.printf(
            "%d events: %d blocks, %s bytes, p99 of the last tenth %d ms%n",
            backlog.written, blocks.get(tenth - 1), database.value(SIZE), p99(tail(latenciesMs)));
      }
      assertTrue(backlog.isAtMost(0), () -> relay.stats().toString());
      assertEquals(
          Long.toString(backlog.written),
          database.value("select sum(version) from outbox_sequence"));
      assertTrue(
          Waiting.until(LONG, () -> Long.parseLong(database.value(SIZE)) < 3 * SLOT_BYTES),
          () -> database.value(SIZE));
    }
    int batches = Integer.parseInt(database.value("select count(*) from outbox_batch"));
    System.out.printf(
        "left: %s bytes, %s events, %d batches%n",
        database.value(SIZE), database.value("select count(*) from outbox"), batches);
    assertTrue(batches <= LANES * 2 * HISTORY, batches + " batches");
    // The first tenth warms up.
    long first = blocks.get(4) - blocks.get(0);
    long last = blocks.get(9) - blocks.get(5);
    assertTrue(last < 2 * first, () -> first + " blocks for four early tenths, " + last + " late");
    int n = latenciesMs.size();
    long early = p99(latenciesMs.subList(n / 10, n / 2));
    long late = p99(latenciesMs.subList(n * 6 / 10, n));
    System.out.printf("p99 of four early tenths %d ms, of four late ones %d ms%n", early, late);
    assertTrue(late < 4 * Math.max(early, POLL_MS), "p99 was " + early + " ms, is " + late + " ms");
  }

  private static List<Long> tail(List<Long> latencies) {
    int from = latencies.size() - EVENTS / 10 / AGGREGATES;
    return latencies.subList(Math.max(0, from), latencies.size());
  }

  private static long p99(List<Long> latencies) {
    List<Long> sorted = latencies.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100);
  }

  /** What is written and not published, and how long each statement's events took. */
  private static final class Backlog {
    private final PreparedStatement published;
    private final List<Long> latenciesMs;
    private final Deque<Statement> open = new ArrayDeque<>();
    private long written;

    private record Statement(long upTo, long committedNanos) {}

    Backlog(PreparedStatement published, List<Long> latenciesMs) {
      this.published = published;
      this.latenciesMs = latenciesMs;
    }

    void written(int events) {
      written += events;
      open.add(new Statement(written, System.nanoTime()));
    }

    /** Waits until it is; false if it takes too long. */
    boolean isAtMost(int events) {
      return Waiting.until(LONG, Duration.ofMillis(POLL_MS), () -> written - look() <= events);
    }

    private long look() {
      try (ResultSet row = published.executeQuery()) {
        row.next();
        long upTo = row.getLong(1);
        while (!open.isEmpty() && open.peek().upTo() <= upTo) {
          latenciesMs.add((System.nanoTime() - open.remove().committedNanos()) / 1_000_000);
        }
        return upTo;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
