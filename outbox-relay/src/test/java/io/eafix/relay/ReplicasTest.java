package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.fault.Traffic;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.Promise;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several relays share a source, and events fail and are tried again: no key is reordered. */
class ReplicasTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long SEED = Long.getLong("replicas.seed", 7);

  @Test
  void threeRelaysKeepTheOrderOfTwentyKeys() {
    OutboxDatabase database = OutboxDatabase.of("three_relays");
    String topic = "replicas.order";
    try (TestRelay a = TestRelay.of(database);
        TestRelay b = TestRelay.of(database);
        TestRelay c = TestRelay.of(database)) {
      try (Traffic traffic = new Traffic(database, topic, SEED, 6)) {
        assertTrue(
            Waiting.until(
                SOON,
                () -> database.value("select count(distinct owner) from outbox_lane").equals("3")),
            "three relays do not share four lanes");
        assertTrue(
            Waiting.until(
                SOON,
                () ->
                    a.published() > 0
                        && b.published() > 0
                        && c.published() > 0
                        && a.published() + b.published() + c.published() > 400),
            "not all three publish");
      }
      Promise.requireKept(database, topic, SOON);
    }
  }

  @Test
  void aRetryIsNotOvertakenByALaterEventOfItsAggregate() {
    OutboxDatabase database = OutboxDatabase.of("overtaken");
    String missing = "replicas.missing";
    String present = "replicas.present";
    TestServers.kafka().createTopics(List.of(present), 3);
    Map<String, String> settings =
        Map.of(
            "eafix.relay.kafka.create-topics", "false",
            "eafix.relay.kafka.topic-refresh", "200ms",
            "eafix.relay.dead-letters.attempts-max", "1000000",
            "eafix.relay.dead-letters.backoff-max", "200ms");
    try (TestRelay relay = TestRelay.of(database, settings);
        TopicReader others = new TopicReader(present);
        TopicReader reader = new TopicReader(missing)) {
      database.write(Event.of(missing, "retried", "1"));
      assertTrue(
          Waiting.until(
              SOON,
              () ->
                  Integer.parseInt(
                          database.value("select coalesce(max(attempts), 0) from outbox_held"))
                      >= 2),
          "it is not tried again");
      database.write(Event.of(missing, "retried", "2"));
      database.write(Event.of(present, "retried", "1"));
      others.until(SOON, records -> records.size() == 1);
      TestServers.kafka().createTopics(List.of(missing), 3);
      database.write(Event.of(missing, "retried", "3"));
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 3));
      assertEquals(0L, relay.stats().dead());
    }
  }
}
