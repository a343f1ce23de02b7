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
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator accepts Postgres and Kafka as they are: what was stopped goes on, nothing else. */
class AcceptTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "consumers deduplicate");
  private final SourceControl control = new SourceControl();

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
      assertEquals("1", database.value("select generation from outbox_control"));
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

  private static void until(TestRelay relay, BooleanSupplier condition) {
    assertTrue(Waiting.until(LONG, condition), () -> relay.stats().toString());
  }
}
