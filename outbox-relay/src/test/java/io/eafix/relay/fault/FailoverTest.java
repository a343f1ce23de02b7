package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.Promise;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Relay processes die or pause at every step; each committed event is on the topic once, read
 * committed, in the order of its aggregate.
 *
 * <p>{@code -Dfailover.seed} replays what the random run prints; {@code -Dfailover.takeovers} makes
 * it longer or shorter; 200 takeovers took some six minutes on two cores.
 */
@Tag("slow")
class FailoverTest {

  private static final Duration LONG = Duration.ofSeconds(90);

  @BeforeAll
  static void servers() {
    TestServers.postgres();
    TestServers.kafka();
  }

  @Test
  void killedAtEachStepNothingIsLostOrDoubled() {
    OutboxDatabase database = OutboxDatabase.of("kills");
    for (Step step : Step.values()) {
      write(database, "kills", 30);
      try (RelayHandle relay = RelayHandle.start(database, step, 2)) {
        requireAt(step, relay);
        relay.kill();
      }
    }
    try (RelayHandle last = RelayHandle.start(database)) {
      Promise.requireKept(database, "kills", LONG);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CLAIMED", "BEGUN", "SENT", "COMMITTED"})
  void aZombieChangesNothing(Step step) {
    String name = "zombie_" + step.name().toLowerCase(java.util.Locale.ROOT);
    OutboxDatabase database = OutboxDatabase.of(name);
    write(database, name, 30);
    try (RelayHandle zombie = RelayHandle.start(database, step, 1)) {
      requireAt(step, zombie);
      zombie.pause();
      try (RelayHandle other = RelayHandle.start(database)) {
        // The topic may be complete before anybody took over: the paused lane's batch is committed.
        assertTrue(Waiting.until(LONG, () -> isReplaced(database, zombie)), other::log);
        Promise.requireKept(database, name, LONG);
        String batches =
            "select string_agg(lane || '/' || batch_no || '/' || state || '/' || epoch, ' '"
                + " order by lane, batch_no) from outbox_batch";
        String before = database.value(batches);
        zombie.resume();
        zombie.go();
        // Its producer is fenced, or, with the transaction committed, its write touches no row.
        String end = step == Step.COMMITTED ? "has another owner" : "Kafka transaction failed";
        assertTrue(Waiting.until(LONG, () -> zombie.log().contains(end)), zombie::log);
        assertEquals(before, database.value(batches), "the zombie wrote to Postgres");
        write(database, name, 30);
        Promise.requireKept(database, name, LONG);
      }
    }
  }

  @Test
  void aWorkerThatHangsDoesNotKeepItsLostLaneFromItsOwnProcess() {
    OutboxDatabase database = OutboxDatabase.of("hanging");
    write(database, "hanging", 30);
    try (RelayHandle relay = RelayHandle.start(database, Step.CLAIMED, 1)) {
      requireAt(Step.CLAIMED, relay);
      String lane = database.value("select lane from outbox_batch where state = 'CLAIMED' limit 1");
      String owner = "select owner || ' ' || epoch from outbox_lane where lane = " + lane;
      // Another process took the lane over and died.
      database.run(
          "update outbox_lane set owner = gen_random_uuid(), epoch = 100 where lane = " + lane);
      assertTrue(
          Waiting.until(LONG, () -> database.value(owner).equals(relay.self() + " 101")),
          () -> database.value(owner));
      Promise.requireKept(database, "hanging", LONG);
      relay.go();
      assertTrue(
          Waiting.until(LONG, () -> relay.log().contains("Kafka transaction failed")), relay::log);
      write(database, "hanging", 30);
      Promise.requireKept(database, "hanging", LONG);
      assertEquals(relay.self() + " 101", database.value(owner));
    }
  }

  /** Every step with every fault some ten times, unless told otherwise. */
  @Test
  void throughTakeoversAtAllStepsInRandomOrder() {
    int takeovers = Integer.getInteger("failover.takeovers", 200);
    long seed = Long.getLong("failover.seed", System.nanoTime());
    System.out.println("-Dfailover.seed=" + seed + " -Dfailover.takeovers=" + takeovers);
    OutboxDatabase database = OutboxDatabase.of("failover");
    try (RelayPair relays = new RelayPair(database, new Random(seed))) {
      try (Traffic traffic = new Traffic(database, "failover", seed, 3)) {
        for (int i = 0; i < takeovers; i++) {
          relays.takeover();
        }
      }
      System.out.println(relays.faults());
      if (takeovers >= 4 * FaultDeck.SIZE) {
        assertTrue(relays.faults().playedLeast() > 0, () -> relays.faults().toString());
      }
    }
    try (RelayHandle last = RelayHandle.start(database)) {
      int events = Promise.requireKept(database, "failover", LONG);
      System.out.println(
          events + " events; epochs: " + database.value("select sum(epoch) from outbox_lane"));
    }
  }

  private static void requireAt(Step step, RelayHandle relay) {
    RelayHandle.At at = relay.reached(LONG);
    assertEquals(step, at == null ? null : at.step(), () -> step + ": " + relay.log());
  }

  /** Whether the former owner has no lane any more, and its last batch's outcome is written. */
  private static boolean isReplaced(OutboxDatabase database, RelayHandle former) {
    return "0"
        .equals(
            database.value(
                "select (select count(*) from outbox_lane where owner = '"
                    + former.self()
                    + "') + (select count(*) from outbox_batch where state = 'CLAIMED')"));
  }

  private static void write(OutboxDatabase database, String topic, int count) {
    for (int i = 0; i < count; i++) {
      database.write(Event.of(topic, "key-" + i % 5, "{\"n\":" + i + "}"));
    }
  }
}
