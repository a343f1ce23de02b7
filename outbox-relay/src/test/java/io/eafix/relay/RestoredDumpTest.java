package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * A dump was restored into a Postgres that has given out fewer transaction ids, and its service
 * wrote events before that was mended: they carry ids that the positions count as published.
 */
class RestoredDumpTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "consumers deduplicate");

  /** Ids that the Postgres of before had given out and this one has not yet. */
  private static final int AHEAD = 60;

  private static final String LATER =
      "(pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 60)";

  private final SourceControl control = new SourceControl();

  @Test
  void whatWasWrittenUnderTransactionIdsOfBeforeIsPublishedOnceAndInOrder() {
    OutboxDatabase database = OutboxDatabase.of("dump_written");
    String topic = "dump.written";
    publish(database, topic, Map.of());
    restore(database);
    database.write(Event.of(topic, "a", "{}"));
    database.write(Event.of(topic, "a", "{}").urgent(5));
    burn(database);
    database.write(Event.of(topic, "a", "{}"));
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      until(relay, () -> relay.stats().status().equals("REFUSED"));
      accept(relay);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 7));
      database.write(Event.of(topic, "a", "{}"));
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 8));
      until(relay, () -> Long.valueOf(0).equals(relay.stats().pending()));
      assertEquals(8, relay.stats().published());
    }
  }

  @Test
  void soIsWhatTheDumpHeldForUnpublished() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("dump_unpublished");
    String topic = "dump.unpublished";
    String sameLane =
        database.value(
            "select 'late' || n from generate_series(1, 100) n"
                + " where outbox_shard('late' || n) / 64 = outbox_shard('a') / 64 limit 1");
    // Commits late, with an id among those that are published.
    try (Connection late = database.connect()) {
      late.setAutoCommit(false);
      OutboxDatabase.write(late, Event.of(topic, sameLane, "{}"));
      publish(database, topic, Map.of("eafix.relay.batches.events-max", "2"));
      late.commit();
    }
    restore(database);
    database.write(Event.of(topic, sameLane, "{}"));
    database.write(Event.of(topic, "a", "{}"));
    burn(database);
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      until(relay, () -> relay.stats().status().equals("REFUSED"));
      accept(relay);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 7));
      assertEquals(7, reader.all().size());
    }
  }

  @Test
  void nothingIsAcceptedWhileATransactionOfBeforeIsOpen() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("dump_open");
    String topic = "dump.open";
    publish(database, topic, Map.of());
    restore(database);
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic);
        Connection open = database.connect()) {
      open.setAutoCommit(false);
      OutboxDatabase.write(open, Event.of(topic, "a", "{}"));
      burn(database);
      until(relay, () -> relay.stats().detail().contains("was copied from Postgres cluster"));
      HttpProblem refusal =
          assertThrows(HttpProblem.class, () -> control.accept(relay.source(), DECISION));
      assertEquals(409, refusal.getStatusCode());
      assertTrue(refusal.getDetail().contains("transactions are open"), refusal.getDetail());
      open.commit();
      accept(relay);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 5));
    }
  }

  private static void publish(OutboxDatabase database, String topic, Map<String, String> settings) {
    try (TestRelay relay = TestRelay.of(database, settings);
        TopicReader reader = new TopicReader(topic)) {
      database.writeMany(Event.of(topic, "a", "{}"), 3);
      database.write(Event.of(topic, "b", "{}"));
      reader.until(LONG, records -> records.size() == 4);
    }
  }

  /** As the dump of another Postgres: its transaction ids are ahead of those given out here. */
  private static void restore(OutboxDatabase database) {
    database.run("update outbox_control set system_identifier = 'before'");
    for (String snapshot : List.of("base_snapshot", "goal_snapshot")) {
      database.run(
          """
          update outbox_batch
             set %1$s = (pg_snapshot_xmin(%1$s) || ':' || %2$s || ':'
                         || array_to_string(array(select pg_snapshot_xip(%1$s)), ','))::pg_snapshot
           where pg_snapshot_xmax(%1$s) > '3'
          """
              .formatted(snapshot, LATER));
    }
  }

  private static void burn(OutboxDatabase database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < AHEAD + 5; i++) {
        statement.execute("select pg_current_xact_id()");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Other tests have transactions open in this Postgres, which count as this source's may. */
  private void accept(TestRelay relay) {
    until(
        relay,
        () -> {
          try {
            control.accept(relay.source(), DECISION);
            return true;
          } catch (HttpProblem refusal) {
            assertTrue(refusal.getDetail().contains("transactions are open"), refusal.getDetail());
            return false;
          }
        });
  }

  private static void until(TestRelay relay, BooleanSupplier condition) {
    assertTrue(Waiting.until(LONG, condition), () -> relay.stats().toString());
  }
}
