package io.eafix.relay.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.Databases;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestConfig;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one plan reads is bounded, in events, in bytes, and in rows that are looked at. */
class PlannerLimitsTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final int FOLLOWERS = 5_000;
  private static final int BYTES_MAX = 300_000;
  private static final int EVENT_BYTES = 100_000;
  private static final UUID SELF = UUID.randomUUID();
  private static final Lane LANE = new Lane(0, 0, 255, SELF, 1, 1);

  private static final String HOLD_ALL =
      "insert into outbox_held (%1$s, not_before) select %1$s, clock_timestamp() from outbox"
          .formatted(OutboxRow.COLUMNS);

  private static final String FOLLOW =
      """
      insert into outbox_held (%1$s, not_before)
      select n, 0, 0, n, gen_random_uuid(), clock_timestamp(), 'limits.events', 'thing', 'a',
             'io.eafix.test.v1', 'urn:eafix:test', 'application/json', null, null, null, '{}',
             clock_timestamp()
        from generate_series(2, %2$d) n
      """
          .formatted(OutboxRow.COLUMNS, FOLLOWERS + 1);

  private static final String DIE =
      """
      insert into outbox_dead (%1$s, attempts, cause, blocks)
      select 1, 0, 0, 1, gen_random_uuid(), clock_timestamp(), 'limits.events', 'thing', 'a',
             'io.eafix.test.v1', 'urn:eafix:test', 'application/json', null, null, null, '{}', 3,
             'test', true
      """
          .formatted(OutboxRow.COLUMNS);

  private static final String LOOKED_AT =
      "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
          + " where relname = 'outbox_held'";

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void heldEventsThatComeDueTogetherAreReadByTheirBytes() {
    OutboxDatabase database = OutboxDatabase.of("limits_held");
    for (int i = 0; i < 20; i++) {
      database.write(Event.of("limits.held", "k" + i, "").payload(new byte[EVENT_BYTES]));
    }
    database.run(HOLD_ALL);
    try (PgSession session = session(database)) {
      // What is in the outbox too comes after.
      Batch batch = next(database, session).plan().orElseThrow().batch();
      assertEquals(3, batch.released().length);
      assertEquals(3, batch.eventCount());
      assertEquals(BYTES_MAX, batch.eventBytes());
    }
  }

  @Test
  void urgentEventsAreReadByTheirBytes() {
    OutboxDatabase database = OutboxDatabase.of("limits_urgent");
    database.writeMany(Event.of("limits.urgent", "slow", "{}"), 100);
    for (int i = 0; i < 20; i++) {
      database.write(
          Event.of("limits.urgent", "k" + i, "").payload(new byte[EVENT_BYTES]).urgent(1));
    }
    try (PgSession session = session(database)) {
      Batch batch = next(database, session).plan().orElseThrow().batch();
      assertEquals(1, batch.urgent().length, "a quarter of the batch is one of them, begun");
      assertEquals(51, batch.eventCount());
    }
  }

  @Test
  void followersOfADeadEventAreNotComparedWithEachOther() {
    OutboxDatabase database = OutboxDatabase.of("limits_followers");
    database.run(DIE);
    database.run(FOLLOW);
    try (PgSession session = session(database)) {
      long blocked = looked(session, () -> assertTrue(next(database, session).plan().isEmpty()));
      database.run("update outbox_dead set state = 'DISCARDED'");
      long free =
          looked(
              session,
              () -> assertEquals(50, next(database, session).plan().orElseThrow().events().size()));
      assertTrue(
          blocked <= 4 * FOLLOWERS && free <= 4 * FOLLOWERS,
          () -> blocked + " rows looked at while it blocks, " + free + " after");
    }
  }

  /** Rows of held events that the work has looked at. */
  private static long looked(PgSession session, Runnable work) {
    long before = lookedAt(session);
    work.run();
    return lookedAt(session) - before;
  }

  private static long lookedAt(PgSession session) {
    session.query("select pg_stat_force_next_flush()");
    return session.query(LOOKED_AT).iterator().next().getLong(0);
  }

  private static Next next(OutboxDatabase database, PgSession session) {
    return new Planner(
            LANE,
            config(database).batches(),
            UUID::randomUUID,
            new Suspects(event -> Optional.empty()))
        .next(session, Position.start(), new Long[0]);
  }

  private static PgSession session(OutboxDatabase database) {
    RelayConfig config = config(database);
    return new Databases(VERTX, config.sources().get("test"), config).open();
  }

  private static RelayConfig config(OutboxDatabase database) {
    Map<String, String> properties = TestConfig.properties(database);
    properties.put("eafix.relay.batches.bytes-max", Integer.toString(BYTES_MAX));
    return TestConfig.of(properties);
  }
}
