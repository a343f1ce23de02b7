package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.TestRelay;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many events pass through a small backlog: what stays in Postgres is little, and a batch touches
 * as few blocks at the end as at the beginning.
 *
 * <p>{@code -Dtables.events=1000000} is the default.
 */
@Tag("slow")
class TableSizeTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int EVENTS = Integer.getInteger("tables.events", 1_000_000);
  private static final int BACKLOG = 1_000;
  private static final int AGGREGATES = 500;
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
            "eafix.relay.batches.history-max", "100",
            "eafix.relay.slots.bytes-max", Long.toString(SLOT_BYTES));
    long[] blocks = new long[11];
    try (TestRelay relay = TestRelay.of(database, settings);
        Connection connection = database.connect();
        PreparedStatement write = connection.prepareStatement(WRITE)) {
      write.setInt(1, AGGREGATES);
      long written = 0;
      for (int tenth = 0; tenth < 10; tenth++) {
        for (long end = (long) EVENTS * (tenth + 1) / 10; written < end; ) {
          written += write.executeUpdate();
          long atLeast = written - BACKLOG;
          assertTrue(
              Waiting.until(LONG, () -> published(relay) >= atLeast), () -> relay.stats() + "");
        }
        blocks[tenth + 1] = Long.parseLong(database.value(BLOCKS));
        System.out.printf(
            "%d events: %.1f blocks an event, %s bytes%n",
            written, (blocks[tenth + 1] - blocks[tenth]) * 10.0 / EVENTS, database.value(SIZE));
      }
      long all = written;
      assertTrue(Waiting.until(LONG, () -> published(relay) == all));
      assertEquals(Long.toString(all), database.value("select sum(version) from outbox_sequence"));
    }
    assertTrue(Long.parseLong(database.value(SIZE)) < 4 * SLOT_BYTES, () -> database.value(SIZE));
    long first = blocks[2] - blocks[1];
    long last = blocks[10] - blocks[9];
    assertTrue(
        last < 2 * first, () -> first + " blocks in the second tenth, " + last + " in the last");
  }

  private static long published(TestRelay relay) {
    return relay.source().worker().stats().values().stream()
        .mapToLong(lane -> lane.published.sum())
        .sum();
  }
}
