package io.eafix.relay;

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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A paused source sends nothing and buries nothing, and goes on where it was. */
class PauseTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "Kafka is being mended");
  private static final String HELD =
      "select attempts > 0 and not_before <= clock_timestamp() from outbox_held";
  private static final String ATTEMPTS = "select attempts from outbox_held";
  private static final String LOOKS =
      "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables"
          + " where relname = 'outbox_control'";
  private final SourceControl control = new SourceControl();

  @Test
  void anEventThatFailsIsNeitherTriedNorBuried() {
    OutboxDatabase database = OutboxDatabase.of("pause_failing");
    String topic = "pause failing";
    try (TestRelay relay =
        TestRelay.of(
            database,
            Map.of(
                "eafix.relay.dead-letters.attempts-max", "1000000",
                "eafix.relay.dead-letters.backoff-max", "50ms",
                "eafix.relay.batches.poll-interval-max", "20ms"))) {
      database.write(Event.of(topic, "a", "{}"));
      assertTrue(Waiting.until(SOON, () -> "t".equals(database.value(HELD))));
      control.pause(relay.source(), DECISION);
      looksAgain(database);
      String attempts = database.value(ATTEMPTS);
      looksAgain(database);
      assertEquals(attempts, database.value(ATTEMPTS));
      control.resume(relay.source(), DECISION);
      assertTrue(Waiting.until(SOON, () -> !attempts.equals(database.value(ATTEMPTS))));
    }
  }

  /** Waits until a lane has looked at the switch, or tried the event, a few times more. */
  private static void looksAgain(OutboxDatabase database) {
    long looks = number(database, LOOKS);
    long attempts = number(database, ATTEMPTS);
    assertTrue(
        Waiting.until(
            SOON,
            () ->
                number(database, LOOKS) > looks + 5 || number(database, ATTEMPTS) > attempts + 5));
  }

  private static long number(OutboxDatabase database, String sql) {
    return Long.parseLong(database.value(sql));
  }

  @Test
  void aBatchThatWasClaimedBeforeIsSentOnlyAfterwards() {
    OutboxDatabase database = OutboxDatabase.of("pause_claimed");
    String topic = "pause.claimed";
    AtomicBoolean paused = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    StepListener pauses =
        (lane, step) -> {
          if (step == Step.CLAIMED && paused.compareAndSet(false, true)) {
            database.run("update outbox_control set paused = true");
            throw new OutOfMemoryError("as it might be");
          }
          if (step == Step.MARKER_READ && paused.get()) {
            looks.incrementAndGet();
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), pauses)) {
      database.write(Event.of(topic, "a", "{}"));
      assertTrue(Waiting.until(SOON, () -> looks.get() > 0), () -> relay.stats().toString());
      int lane = Integer.parseInt(database.value("select outbox_shard('a') / 64"));
      String epoch = "select epoch from outbox_lane where lane = " + lane;
      // It can be taken from the relay while it waits, and back.
      int before = Integer.parseInt(database.value(epoch));
      database.run("update outbox_lane set epoch = epoch + 100, owner = null where lane = " + lane);
      assertTrue(
          Waiting.until(SOON, () -> Integer.parseInt(database.value(epoch)) == before + 101));
      assertTrue(Waiting.until(SOON, () -> looks.get() > 1), () -> relay.stats().toString());
      assertEquals("CLAIMED", database.value("select string_agg(state, ',') from outbox_batch"));
      assertEquals(0, relay.published());
      control.resume(relay.source(), DECISION);
      try (TopicReader reader = new TopicReader(topic)) {
        TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 1));
      }
    }
  }
}
