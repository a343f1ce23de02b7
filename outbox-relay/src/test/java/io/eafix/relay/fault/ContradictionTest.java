package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Postgres goes back in time or is altered, or Kafka loses a topic: the lane stops and says so. */
class ContradictionTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String RESTORED_EVENTS = "restored.events";

  @Test
  void aDeletedTopicStopsTheLaneThatPublishedToIt() {
    OutboxDatabase database = OutboxDatabase.of("topic_deleted");
    String topic = "deleted.events";
    Map<String, String> settings = Map.of("eafix.relay.kafka.topic-refresh", "100ms");
    try (TestRelay relay = TestRelay.of(database, settings)) {
      publish(database, topic, 1);
      TestServers.kafka().deleteTopics(List.of(topic));
      database.write(Event.of(topic, "a", "{}"));
      halted(database, "topic " + topic + " was deleted and made anew", relay);
    }
  }

  @Test
  void aDeletedPositionsTopicStopsTheLane() {
    OutboxDatabase database = OutboxDatabase.of("positions_deleted");
    Map<String, String> settings = Map.of("eafix.relay.kafka.positions-topic", "deleted.positions");
    try (TestRelay relay = TestRelay.of(database, settings)) {
      publish(database, "positioned.events", 1);
    }
    TestServers.kafka().deleteTopics(List.of("deleted.positions"));
    try (TestRelay relay = TestRelay.of(database, settings)) {
      halted(database, "positions topic deleted", relay);
    }
  }

  @Test
  void aPositionsTopicDeletedWhileTheRelayRunsStopsTheLanesThatItKnew() {
    OutboxDatabase database = OutboxDatabase.of("positions_deleted_while");
    String topic = "positioned.while.running";
    String elsewhere =
        database.value(
            "select 'b' || n from generate_series(1, 100) n"
                + " where outbox_shard('b' || n) / 64 <> outbox_shard('a') / 64 limit 1");
    Map<String, String> settings =
        Map.of("eafix.relay.kafka.positions-topic", "deleted.while.running");
    try (TestRelay relay = TestRelay.of(database, settings);
        TopicReader reader = new TopicReader(topic)) {
      database.write(Event.of(topic, "a", "{}"));
      database.write(Event.of(topic, elsewhere, "{}"));
      reader.until(LONG, records -> records.size() == 2);
      TestServers.kafka().deleteTopics(List.of("deleted.while.running"));
      // Its lane's producer may find the topic made anew, and put its marker there.
      database.write(Event.of(topic, "a", "{}"));
      halted(database, "positions topic deleted", relay);
      assertTrue(
          Waiting.until(
              LONG,
              () -> {
                if (!halts(database).isEmpty()) {
                  new SourceControl().accept(relay.source(), new Decision("ada", "for a test"));
                }
                return reader.all().size() == 3;
              }),
          () -> relay.stats().toString());
      TopicReader.requireExactlyOnceInOrder(reader.all());
    }
  }

  @Test
  void aKafkaThatBecomesAnotherWhileTheRelayRunsStopsTheSourceUntilItIsAccepted() {
    OutboxDatabase database = OutboxDatabase.of("kafka_replaced");
    String topic = "kafka.replaced";
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      publish(database, topic, 1);
      database.run("update outbox_control set kafka_cluster = 'before'");
      assertTrue(
          Waiting.until(LONG, () -> relay.stats().status().equals("REFUSED")),
          () -> relay.stats().toString());
      database.write(Event.of(topic, "a", "{}"));
      new SourceControl().accept(relay.source(), new Decision("ada", "for a test"));
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 2));
    }
  }

  @Test
  void aPostgresRestoredToBeforeAnAcceptPublishesNothingAgain() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("unaccepted");
    String topic = "unaccepted.events";
    try (TestRelay relay = TestRelay.of(database)) {
      publish(database, topic, 1);
    }
    backup("unaccepted");
    try (TestRelay relay = TestRelay.of(database)) {
      database.run("update outbox_lane set halted = 'for a test', owner = null, epoch = epoch + 1");
      new SourceControl().accept(relay.source(), new Decision("ada", "for a test"));
      publish(database, topic, 2);
    }
    restore("unaccepted");
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      database.write(Event.of(topic, "a", "{}"));
      halted(database, "restored to before an operator accepted", relay);
      reader.until(LONG, records -> records.size() >= 2);
      assertEquals(2, reader.all().size());
      // Each raises the generation by one, until none of Kafka's is above it.
      assertTrue(
          Waiting.until(
              LONG,
              () -> {
                if (!halts(database).isEmpty()) {
                  new SourceControl().accept(relay.source(), new Decision("ada", "for a test"));
                }
                return reader.all().size() == 3;
              }),
          () -> relay.stats().toString());
    }
  }

  @Test
  void aPostgresRestoredToAnEarlierPointPublishesNothingAgain() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("restored");
    try (TestRelay relay = TestRelay.of(database)) {
      publish(database, RESTORED_EVENTS, 1);
    }
    backup("restored");
    try (TestRelay relay = TestRelay.of(database)) {
      publish(database, RESTORED_EVENTS, 2);
    }
    restore("restored");
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(RESTORED_EVENTS)) {
      // After the restore the service writes version 2 a second time, with another id.
      database.write(Event.of(RESTORED_EVENTS, "a", "{}"));
      halted(database, "was Postgres restored to an earlier point", relay);
      reader.until(LONG, records -> records.size() >= 2);
      assertEquals(2, reader.all().size());
    }
  }

  @Test
  void eventsThatAreNotWhatTheyWereWhenTheirBatchWasClaimedAreNotSent() {
    OutboxDatabase database = OutboxDatabase.of("altered");
    database.write(Event.of("altered.events", "a", "{}"));
    AtomicBoolean altered = new AtomicBoolean();
    StepListener alters =
        (lane, step) -> {
          if (step == Step.CLAIMED && altered.compareAndSet(false, true)) {
            database.run("update outbox set payload = '[]'");
            throw new OutOfMemoryError("as it might be");
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), alters)) {
      halted(database, "are not what they were when it was claimed", relay);
      assertEquals(0, relay.published());
    }
  }

  private static void publish(OutboxDatabase database, String topic, int expected) {
    database.write(Event.of(topic, "a", "{}"));
    try (TopicReader reader = new TopicReader(topic)) {
      reader.until(LONG, records -> records.size() == expected);
    }
    assertTrue(
        Waiting.until(
            LONG,
            () ->
                "0"
                    .equals(
                        database.value(
                            "select count(*) from outbox_batch where state = 'CLAIMED'"))));
  }

  private static void halted(OutboxDatabase database, String why, TestRelay relay) {
    assertTrue(
        Waiting.until(LONG, () -> halts(database).contains(why)),
        () -> "not halted because \"" + why + "\": " + relay.stats());
  }

  private static String halts(OutboxDatabase database) {
    return database.value("select coalesce(string_agg(halted, ' '), '') from outbox_lane");
  }

  private static void backup(String name) throws SQLException {
    admin(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name),
        "create database %1$s_backup template %1$s owner %1$s".formatted(name));
  }

  private static void restore(String name) throws SQLException {
    admin(
        "drop database %s with (force)".formatted(name),
        "alter database %1$s_backup rename to %1$s".formatted(name),
        "grant connect on database %s to relay".formatted(name));
  }

  private static void admin(String... statements) throws SQLException {
    try (Connection connection = TestServers.postgres().connect("postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
