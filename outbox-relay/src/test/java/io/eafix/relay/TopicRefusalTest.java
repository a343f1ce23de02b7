package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Kafka refuses to make a topic: its events die with the reason, those of others flow. */
class TopicRefusalTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aTopicThatMayNotBeMadeStopsNoOther() {
    OutboxDatabase database = OutboxDatabase.of("topic_refusal");
    String refused = "refused.events";
    String other = "refused.others";
    TestServers.kafka().createTopics(List.of(other), 1);
    UUID first = database.write(Event.of(refused, "a", "{}"));
    for (int i = 0; i < 20; i++) {
      database.write(Event.of(other, "a" + i % 4, "{}"));
    }
    try (TestRelay relay =
            // One broker cannot keep three copies.
            TestRelay.of(database, Map.of("eafix.relay.kafka.topic-replication", "3"));
        TopicReader reader = new TopicReader(other);
        TopicReader letters = new TopicReader("trading.dead-letters")) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 20));
      String id = first.toString();
      letters.until(SOON, r -> r.stream().anyMatch(l -> id.equals(header(l, "dead-letter-event"))));
      assertEquals(
          "3 true",
          database.value(
              "select attempts || ' ' || (cause like 'create topic refused.events failed:%')"
                  + " from outbox_dead where topic = 'refused.events'"));
      assertTrue(Waiting.until(SOON, () -> relay.stats().pending() == 0));
    }
  }

  @Test
  void aTopicThatIsGoneSinceItsBatchWasClaimedStopsNoOther() {
    OutboxDatabase database = OutboxDatabase.of("topic_gone");
    String gone = "refused.gone";
    String other = "refused.besides";
    TestServers.kafka().createTopics(List.of(gone, other), 1);
    database.write(Event.of(gone, "a", "{}"));
    database.write(Event.of(other, "a", "{}"));
    AtomicBoolean deleted = new AtomicBoolean();
    StepListener deletes =
        (lane, step) -> {
          if (step == Step.CLAIMED && deleted.compareAndSet(false, true)) {
            TestServers.kafka().deleteTopics(List.of(gone));
            throw new OutOfMemoryError("as it might be");
          }
        };
    Map<String, String> settings =
        Map.of(
            "eafix.relay.kafka.create-topics", "false", "eafix.relay.kafka.topic-refresh", "1ms");
    try (TestRelay relay = TestRelay.of(database, settings, Map.of(), deletes);
        TopicReader reader = new TopicReader(other)) {
      reader.until(SOON, records -> records.size() == 1);
      assertTrue(
          Waiting.until(
              SOON,
              () ->
                  "3 topic refused.gone does not exist"
                      .equals(database.value("select attempts || ' ' || cause from outbox_dead"))),
          () -> relay.stats().toString());
      assertEquals(1, reader.all().size());
    }
  }
}
