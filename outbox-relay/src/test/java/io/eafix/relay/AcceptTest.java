package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator accepts Postgres and Kafka as they are: what was stopped goes on, nothing else. */
class AcceptTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "consumers deduplicate");
  private static final String LANES =
      "select string_agg(l::text, ' ' order by lane) from outbox_lane l where halted is null"
          + " and lane <> outbox_shard('a') / 64";
  private static final String HALTS =
      "select coalesce(string_agg(halted, ' '), '') from outbox_lane";
  private final SourceControl control = new SourceControl();

  @Test
  void aSourceThatIsNotStoppedIsLeftAsItIs() {
    OutboxDatabase database = OutboxDatabase.of("accept_healthy");
    try (TestRelay relay = TestRelay.of(database)) {
      until(relay, () -> "4".equals(database.value("select count(owner) from outbox_lane")));
      String before = database.value(LANES);
      HttpProblem refusal =
          assertThrows(HttpProblem.class, () -> control.accept(relay.source(), DECISION));
      assertEquals(409, refusal.getStatusCode());
      assertTrue(refusal.getDetail().contains("not halted"), refusal.getDetail());
      assertEquals(before, database.value(LANES));
      assertEquals(List.of(), control.audit(relay.source(), 1));
    }
  }

  @Test
  void aHaltedLaneGoesOnAndTheOthersAreLeftAlone() {
    OutboxDatabase database = OutboxDatabase.of("accept_lane");
    String topic = "accept.lane";
    String elsewhere =
        database.value(
            "select 'b' || n from generate_series(1, 100) n"
                + " where outbox_shard('b' || n) / 64 <> outbox_shard('a') / 64 limit 1");
    try (TestRelay relay =
        TestRelay.of(database, Map.of("eafix.relay.kafka.topic-refresh", "100ms"))) {
      database.write(Event.of(topic, "a", "{}"));
      database.write(Event.of(topic, elsewhere, "{}"));
      database.write(Event.of("accept.other", "a", "{}"));
      try (TopicReader reader = new TopicReader(topic);
          TopicReader other = new TopicReader("accept.other")) {
        reader.until(LONG, records -> records.size() == 2);
        other.until(LONG, records -> records.size() == 1);
      }
      TestServers.kafka().deleteTopics(List.of(topic));
      database.write(Event.of(topic, "a", "{}"));
      until(relay, () -> database.value(HALTS).contains("deleted and made anew"));
      until(relay, () -> "3".equals(database.value("select count(owner) from outbox_lane")));
      String before = database.value(LANES);
      control.accept(relay.source(), DECISION);
      try (TopicReader reader = new TopicReader(topic)) {
        reader.until(LONG, records -> records.size() == 1);
        // Of a lane that knew the topic, and to which it is accepted too.
        database.write(Event.of(topic, elsewhere, "{}"));
        assertEquals(
            List.of("2", "2"),
            reader.until(LONG, records -> records.size() == 2).stream()
                .map(record -> TopicReader.header(record, "aggregate-version"))
                .toList());
      }
      assertEquals(before, database.value(LANES));
      assertEquals("ACCEPTED", control.audit(relay.source(), 1).get(0).action());
      assertEquals(
          "accept.lane,accept.other",
          database.value("select string_agg(topic, ',' order by topic) from outbox_topic"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kafka_cluster, was published to Kafka cluster before",
    "system_identifier, was copied from Postgres cluster before"
  })
  void anotherClusterStopsTheSourceUntilItIsAccepted(String what, String sentence) {
    OutboxDatabase database = OutboxDatabase.of("accept_" + what);
    String topic = "accept." + what;
    database.write(Event.of(topic, "a", "{}"));
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      reader.until(LONG, records -> records.size() == 1);
    }
    database.run("update outbox_control set " + what + " = 'before'");
    database.write(Event.of(topic, "a", "{}"));
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      until(relay, () -> relay.stats().status().equals("REFUSED"));
      assertTrue(relay.stats().detail().contains(sentence), relay.stats().detail());
      control.accept(relay.source(), DECISION);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 2));
      assertEquals("RUNNING", relay.stats().status());
      assertEquals(2, reader.all().size());
      assertEquals(
          "f",
          database.value(
              "select coalesce(%s = 'before', true) from outbox_control".formatted(what)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "positions, 'update outbox_batch set base_snapshot = ''9000000000:9000000000:'',"
        + " goal_snapshot = ''9000000000:9000000000:'''",
    "rows, update outbox set xid = '9000000000'"
  })
  void transactionIdsThatWentBackAreNotAcceptedUntilTheyAreMended(String which, String goBack) {
    OutboxDatabase database = OutboxDatabase.of("accept_xids_" + which);
    String topic = "accept.xids." + which;
    database.write(Event.of(topic, "a", "{}"));
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      reader.until(LONG, records -> records.size() == 1);
    }
    database.run("create table kept_batch as select * from outbox_batch");
    database.run("create table kept as select id, xid from outbox");
    // As a dump of a Postgres that had given out more transaction ids leaves it.
    database.run(goBack);
    database.run("update outbox_control set system_identifier = 'before'");
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      until(relay, () -> relay.stats().status().equals("REFUSED"));
      database.write(Event.of(topic, "a", "{}"));
      HttpProblem refusal =
          assertThrows(HttpProblem.class, () -> control.accept(relay.source(), DECISION));
      assertEquals(409, refusal.getStatusCode());
      assertTrue(refusal.getDetail().contains("pg_resetwal --epoch=3"), refusal.getDetail());
      assertEquals("4", database.value("select sum(generation) from outbox_lane"));
      database.run(
          "update outbox_batch b set base_snapshot = k.base_snapshot, goal_snapshot ="
              + " k.goal_snapshot from kept_batch k where k.lane = b.lane and k.batch_no ="
              + " b.batch_no");
      database.run("update outbox o set xid = k.xid from kept k where k.id = o.id");
      control.accept(relay.source(), DECISION);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 2));
    }
  }

  @Test
  void transactionIdsOfAnotherPostgresStopASourceThatWasNeverPublished() {
    OutboxDatabase database = OutboxDatabase.of("accept_xids_first");
    database.write(Event.of("accept.xids.first", "a", "{}"));
    database.run("update outbox set xid = '9000000000'");
    try (TestRelay relay = TestRelay.of(database)) {
      until(relay, () -> !relay.stats().detail().equals("starting"));
      until(relay, () -> relay.stats().status().equals("REFUSED"));
      assertTrue(relay.stats().detail().contains("transaction ids"), relay.stats().detail());
      assertEquals(0, relay.published());
    }
  }

  @Test
  void tablesOfAnOlderServiceArePublishedButNotAccepted() {
    OutboxDatabase database = OutboxDatabase.of("accept_older");
    database.run("alter table outbox_lane drop column generation");
    database.run("update outbox_control set generation = 3");
    database.write(Event.of("accept.older", "a", "{}"));
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader("accept.older")) {
      reader.until(LONG, records -> records.size() == 1);
      assertEquals("3", database.value("select min(generation) from outbox_batch"));
      HttpProblem refusal =
          assertThrows(HttpProblem.class, () -> control.accept(relay.source(), DECISION));
      assertTrue(refusal.getDetail().contains("older than this relay"), refusal.getDetail());
    }
  }

  @Test
  void aBatchThatKafkaRefusesAfterwardsDoesNotStopTheLaneAgain() {
    OutboxDatabase database = OutboxDatabase.of("accept_refused");
    String topic = "accept.refused";
    AtomicBoolean armed = new AtomicBoolean();
    AtomicInteger refusals = new AtomicInteger();
    StepListener alters =
        (lane, step) -> {
          if (step == Step.CLAIMED && armed.compareAndSet(true, false)) {
            database.run("update outbox set payload = payload || '!'");
            throw new OutOfMemoryError("as it might be");
          }
          if (step == Step.SENT && refusals.getAndDecrement() > 0) {
            throw new InvalidRecordException("one of these is refused");
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), alters);
        TopicReader reader = new TopicReader(topic)) {
      database.write(Event.of(topic, "a", "{}"));
      reader.until(LONG, records -> records.size() == 1);
      armed.set(true);
      database.writeMany(Event.of(topic, "a", "{}"), 2);
      until(relay, () -> database.value(HALTS).contains("not what they were"));
      database.run("update outbox set payload = substr(payload, 1, length(payload) - 1)");
      // The outstanding batch, and the next one, which is half of it.
      refusals.set(2);
      control.accept(relay.source(), DECISION);
      until(relay, () -> refusals.get() < 0 || !database.value(HALTS).isEmpty());
      assertEquals("", database.value(HALTS));
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 3));
    }
  }

  @Test
  void aBatchWhoseEventsWereChangedByHandGoesAsTheyAreNow() {
    OutboxDatabase database = OutboxDatabase.of("accept_changed");
    String topic = "accept.changed";
    AtomicBoolean armed = new AtomicBoolean(true);
    StepListener dies =
        (lane, step) -> {
          if (step == Step.CLAIMED && armed.compareAndSet(true, false)) {
            database.run("update outbox set payload = '{\"mended\":true}'");
            throw new OutOfMemoryError("as it might be");
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), dies);
        TopicReader reader = new TopicReader(topic)) {
      database.writeMany(Event.of(topic, "a", "{}"), 2);
      until(relay, () -> database.value(HALTS).contains("not what they were"));
      control.accept(relay.source(), DECISION);
      TopicReader.requireExactlyOnceInOrder(reader.until(LONG, r -> r.size() == 2));
      assertEquals("", database.value(HALTS));
    }
  }

  private static void until(TestRelay relay, BooleanSupplier condition) {
    assertTrue(Waiting.until(LONG, condition), () -> relay.stats().toString());
  }
}
