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
import java.time.OffsetDateTime;
import java.util.List;
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

  @Test
  void oneMoreFollowerLooksAtNoMoreThanAFew() {
    OutboxDatabase database = OutboxDatabase.of("limits_hold");
    database.run("select setval('outbox_id_seq', 100000)");
    database.write(Event.of("limits.events", "a", "{}"));
    database.run(FOLLOW);
    database.run("update outbox_lane set owner = '%s', epoch = 1 where lane = 0".formatted(SELF));
    try (PgSession session = session(database)) {
      Plan plan = next(database, session).plan().orElseThrow();
      Batch b = plan.batch();
      Batch batch =
          new Batch(
              0,
              1,
              1,
              1,
              UUID.randomUUID(),
              b.base(),
              b.base(),
              0,
              100001,
              false,
              0,
              new Long[] {100001L},
              new Long[0],
              new Long[0],
              new Long[0],
              0,
              0,
              BatchHash.of(List.of()),
              0,
              null);
      Aside aside = new Aside(100001, OffsetDateTime.now(), 0, null);
      long rows =
          looked(
              session,
              () ->
                  assertTrue(
                      new BatchStore(LANE)
                          .claim(session, new Plan(batch, List.of(), List.of(aside), 0), null)));
      assertTrue(rows <= 10, () -> rows + " rows looked at");
      assertEquals(
          "t",
          database.value(
              "select not_before >= (select max(not_before) from outbox_held where id < 100001)"
                  + " from outbox_held where id = 100001"));
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
