package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.kafka.KafkaStepException;
import io.eafix.relay.lane.Step;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;

/**
 * Kafka refuses a batch and does not say for which of its events, as brokers do that look into
 * records: halving finds it, with few failures, and nobody else is delayed or dead.
 */
class HalvingTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int EVENTS = 1_000;
  private static final int FAILURES_MAX = 2 * 10 + 3;
  private static final String TOPIC = "halving.events";

  /** Whether a lane's claimed batch has the sick event, wherever that comes from. */
  private static final String IS_SICK =
      """
      select exists (
        select from outbox_batch b
          join (select id, xid from outbox
                 where topic like 'halving.%%' and aggregate_id = 'sick' and version = 1) s
            on s.id > b.after_id and s.id <= b.upto_id and s.id <> all(b.set_aside)
                 and not pg_visible_in_snapshot(s.xid, b.base_snapshot)
               or s.id = any(b.released)
         where b.state = 'CLAIMED' and b.lane = %d)
      """;

  private static final String OF_THE_SAME_SHARD =
      """
      select 'well-' || n from generate_series(1, 10000) n
       where outbox_shard('well-' || n) = outbox_shard('sick') limit 1
      """;

  @Test
  void oneOfAThousandIsFoundAndTheOthersFlow() {
    OutboxDatabase database = OutboxDatabase.of("halving");
    String well = database.value(OF_THE_SAME_SHARD);
    database.writeMany(Event.of(TOPIC, well, "{}"), EVENTS / 2);
    UUID sick = database.write(Event.of(TOPIC, "sick", "{}"));
    database.write(Event.of(TOPIC, "sick", "{}"));
    database.writeMany(Event.of(TOPIC, well, "{}"), EVENTS / 2);
    AtomicInteger failures = new AtomicInteger();
    StepListener refusing =
        (lane, step) -> {
          if (step == Step.SENT && "t".equals(database.value(IS_SICK.formatted(lane)))) {
            failures.incrementAndGet();
            throw new InvalidRecordException("one of these is refused");
          }
        };
    Map<String, String> settings = Map.of("eafix.relay.batches.events-max", "2000");
    try (TestRelay relay = TestRelay.of(database, settings, Map.of(), refusing);
        TopicReader reader = new TopicReader(TOPIC);
        TopicReader letters = new TopicReader("trading.dead-letters")) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == EVENTS));
      String id = sick.toString();
      letters.until(SOON, r -> r.stream().anyMatch(l -> id.equals(header(l, "dead-letter-event"))));
      assertEquals(
          "sick 1 3 t",
          database.value(
              "select string_agg(concat_ws(' ', aggregate_id, version, attempts,"
                  + " cause like '%one of these is refused%'), ', ') from outbox_dead"));
      assertTrue(failures.get() <= FAILURES_MAX, () -> failures + " batches failed");
      assertEquals(EVENTS, reader.all().size(), "its follower went before it");
      assertTrue(
          Waiting.until(
              SOON,
              () ->
                  "sick 2"
                      .equals(
                          database.value(
                              "select string_agg(aggregate_id || ' ' || version, ', ') from outbox_held"))));
    }
  }

  @Test
  void aHeldOneIsFoundThoughThereIsAlwaysMoreToRead() {
    OutboxDatabase database = OutboxDatabase.of("halving_held");
    String topic = "halving.held";
    String well = database.value(OF_THE_SAME_SHARD);
    Decision decision = new Decision("ada", "to have both at once");
    SourceControl control = new SourceControl();
    StepListener refusing =
        (lane, step) -> {
          if (step == Step.SENT && "t".equals(database.value(IS_SICK.formatted(lane)))) {
            throw new InvalidRecordException("one of these is refused");
          }
        };
    database.write(Event.of(topic, "sick", "{}").in(3_600_000));
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), refusing);
        TopicReader reader = new TopicReader(topic)) {
      String held = "select count(*) from outbox_held";
      assertTrue(Waiting.until(SOON, () -> "1".equals(database.value(held))), "it is not held");
      control.pause(relay.source(), decision);
      database.run("update outbox_held set not_before = clock_timestamp()");
      database.writeMany(Event.of(topic, well, "{}"), 20);
      control.resume(relay.source(), decision);
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 20));
      String dead = "select string_agg(aggregate_id || ' ' || attempts, ', ') from outbox_dead";
      assertTrue(
          Waiting.until(SOON, () -> "sick 3".equals(database.value(dead))),
          () -> database.value(dead) + " " + relay.stats());
      assertEquals(20, reader.all().size());
    }
  }

  @Test
  void oneThatWasSetAsideByABatchWhoseAnswerWasLostIsStillTried() {
    OutboxDatabase database = OutboxDatabase.of("halving_lost");
    String topic = "halving.lost";
    String well = database.value(OF_THE_SAME_SHARD);
    database.write(Event.of(topic, "sick", "{}"));
    database.write(Event.of(topic, well, "{}"));
    // With the other, and alone; from then on it is accepted.
    AtomicInteger refusals = new AtomicInteger(2);
    AtomicBoolean lost = new AtomicBoolean();
    StepListener listener =
        (lane, step) -> {
          if (step == Step.SENT
              && "t".equals(database.value(IS_SICK.formatted(lane)))
              && refusals.getAndDecrement() > 0) {
            throw new InvalidRecordException("one of these is refused");
          }
          if (step == Step.COMMITTED
              && "1".equals(database.value("select count(*) from outbox_held"))
              && lost.compareAndSet(false, true)) {
            throw new KafkaStepException("the answer to the commit is lost", null);
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), listener);
        TopicReader reader = new TopicReader(topic)) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 2));
      assertTrue(lost.get(), "no batch set it aside");
      assertEquals(0L, relay.stats().dead());
    }
  }
}
