package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whenever transactions commit, nothing is missed and no aggregate's order is broken. */
class OrderingTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Decision BACKLOG = new Decision("test", "backlog");
  private static final String LOCKED_OUT =
      "select count(*) from pg_stat_activity where datname = 'ordering' and wait_event_type = 'Lock'";

  private final SourceControl control = new SourceControl();
  private static OutboxDatabase database;

  private static TestRelay relay;

  @BeforeAll
  static void start() {
    database = OutboxDatabase.of("ordering");
    relay = TestRelay.of(database);
  }

  @AfterAll
  static void stop() {
    relay.close();
  }

  @Test
  void aLowerIdThatCommitsLaterIsPublished() throws Exception {
    String topic = "ordering.gaps";
    try (Connection late = database.connect();
        TopicReader reader = new TopicReader(topic)) {
      late.setAutoCommit(false);
      OutboxDatabase.write(late, Event.of(topic, "late", "{}"));
      for (int i = 0; i < 5; i++) {
        database.write(Event.of(topic, "early", "{}"));
      }
      reader.until(SOON, r -> r.size() == 5);
      late.commit();
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() == 6);
      TopicReader.requireExactlyOnceInOrder(all);
      assertEquals("late", header(all.get(5), "aggregate-id"));
    }
  }

  @Test
  void twoWritersOfOneAggregateTakeTurnsAndSoDoTheirEvents() throws Exception {
    String topic = "ordering.turns";
    try (Connection first = database.connect();
        Connection second = database.connect();
        TopicReader reader = new TopicReader(topic)) {
      first.setAutoCommit(false);
      UUID before = OutboxDatabase.write(first, Event.of(topic, "same", "{}"));
      FutureTask<UUID> writing =
          new FutureTask<>(() -> OutboxDatabase.write(second, Event.of(topic, "same", "{}")));
      new Thread(writing, "second writer").start();
      assertTrue(
          Waiting.until(SOON, () -> database.value(LOCKED_OUT).equals("1")),
          "the second writer does not wait for the first");
      database.write(Event.of(topic, "other", "{}"));
      assertEquals("other", header(reader.until(SOON, r -> r.size() == 1).get(0), "aggregate-id"));
      first.commit();
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() == 3);
      TopicReader.requireExactlyOnceInOrder(all);
      UUID after = writing.get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertEquals(
          List.of(before.toString(), after.toString()),
          all.stream()
              .filter(record -> header(record, "aggregate-id").equals("same"))
              .map(record -> header(record, "ce_id"))
              .toList());
    }
  }

  @Test
  void anIdleTransactionHoldsNobodyUp() throws Exception {
    String topic = "ordering.idle";
    OutboxDatabase other = OutboxDatabase.of("elsewhere");
    try (Connection here = database.connect();
        Connection elsewhere = other.connect();
        TopicReader reader = new TopicReader(topic)) {
      for (Connection idle : List.of(here, elsewhere)) {
        idle.setAutoCommit(false);
        try (Statement statement = idle.createStatement()) {
          statement.execute("select pg_current_xact_id(), count(*) from outbox");
        }
      }
      for (int i = 0; i < 50; i++) {
        database.write(Event.of(topic, "k" + i % 3, "{}"));
      }
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 50));
    }
  }

  @Test
  void aScheduledEventWaitsAndSoDoItsAggregatesLaterEvents() {
    String topic = "ordering.scheduled";
    Instant written = Instant.now();
    database.write(Event.of(topic, "planned", "1").in(3000));
    database.write(Event.of(topic, "planned", "2"));
    database.write(Event.of(topic, "other", "1"));
    database.write(Event.of(topic, "planned", "3"));
    try (TopicReader reader = new TopicReader(topic)) {
      assertEquals("other", header(reader.until(SOON, r -> r.size() == 1).get(0), "aggregate-id"));
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() == 4);
      TopicReader.requireExactlyOnceInOrder(all);
      assertTrue(
          Duration.between(written, Instant.ofEpochMilli(all.get(1).timestamp())).toMillis()
              >= 2900);
      database.write(Event.of(topic, "planned", "4"));
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 5));
    }
    assertEquals(
        "0", database.value("select count(*) from outbox_held where topic = '" + topic + "'"));
  }

  @Test
  void anUrgentEventOvertakesOthersButNeverItsOwnAggregate() {
    String topic = "ordering.urgent";
    control.pause(relay.source(), BACKLOG);
    try {
      // All of one shard, so that one lane has the whole backlog.
      database.writeMany(Event.of(topic, "backlog", "{}"), 1500);
      String neighbour = neighbourOf("backlog");
      database.write(Event.of(topic, neighbour, "{}"));
      database.write(Event.of(topic, neighbour, "{}").urgent(9));
      String alone = neighbourOf(neighbour);
      database.write(Event.of(topic, alone, "{}").urgent(5));
    } finally {
      control.resume(relay.source(), BACKLOG);
    }
    String alone = neighbourOf(neighbourOf("backlog"));
    try (TopicReader reader = new TopicReader(topic)) {
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() >= 1503);
      TopicReader.requireExactlyOnceInOrder(all);
      assertEquals(1503, reader.all().size());
      long urgentAt = time(all, alone, 1);
      assertTrue(urgentAt <= time(all, "backlog", 500), "the urgent event came late");
    }
  }

  private static long time(
      List<ConsumerRecord<byte[], byte[]>> records, String aggregate, long version) {
    return records.stream()
        .filter(r -> header(r, "aggregate-id").equals(aggregate))
        .filter(r -> header(r, "aggregate-version").equals(Long.toString(version)))
        .findFirst()
        .orElseThrow()
        .timestamp();
  }

  /** Another aggregate id of the same shard. */
  private static String neighbourOf(String id) {
    return database.value(
        "select 'n' || n from generate_series(1, 100000) n where outbox_shard('n' || n) ="
            + " outbox_shard('"
            + id
            + "') and 'n' || n <> '"
            + id
            + "' limit 1");
  }
}
