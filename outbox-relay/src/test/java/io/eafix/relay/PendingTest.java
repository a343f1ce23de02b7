package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.source.SourceStatus;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much is pending is told exactly while it is little, and about right when it is much. */
class PendingTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "backlog");

  private static final String WRITE =
      """
      with numbered as (
        insert into outbox_sequence as q (topic, aggregate_type, aggregate_id, version, last_xid)
        select 'pending.events', 'thing', 'a-' || n, 1, pg_current_xact_id()
          from generate_series(1, 5000) n order by 3
        on conflict (topic, aggregate_type, aggregate_id) do update
           set version = q.version + 1, previous_xid = q.last_xid, last_xid = excluded.last_xid
        returning aggregate_id, version
      )
      insert into outbox (slot, shard, version, event_id, topic, aggregate_type, aggregate_id, type,
                          source)
      select (select slot from outbox_slot), outbox_shard(aggregate_id), version,
             gen_random_uuid(), 'pending.events', 'thing', aggregate_id, 'io.eafix.test.v1',
             'urn:eafix:test'
        from numbered
      """;

  @Test
  void aFewAreCountedAndManyAreEstimated() {
    OutboxDatabase database = OutboxDatabase.of("pending");
    SourceControl control = new SourceControl();
    try (TestRelay relay = TestRelay.of(database)) {
      assertTrue(
          Waiting.until(SOON, () -> relay.stats().status().equals(SourceStatus.RUNNING.name())));
      database.write(Event.of("pending.events", "a-1", "{}"));
      assertTrue(Waiting.until(SOON, () -> relay.stats().published() == 1));
      control.pause(relay.source(), DECISION);
      assertEquals(0L, relay.stats().pending());
      for (int i = 0; i < 3; i++) {
        database.write(Event.of("pending.events", "a-" + i, "{}"));
      }
      assertEquals(3L, relay.stats().pending());
      for (int i = 0; i < 20; i++) {
        database.run(WRITE);
      }
      long pending = relay.stats().pending();
      assertTrue(Math.abs(pending - 100_003) < 5_000, () -> pending + " instead of 100,003");
    }
  }
}
