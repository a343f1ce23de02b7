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
 * <p>{@code -Dfailover.takeovers=200 -Dfailover.seed=1} for a longer run or a replay.
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
        assertTrue(relay.reached(LONG.toMillis()), () -> step + ": " + relay.log());
        relay.kill();
      }
    }
    try (RelayHandle last = RelayHandle.start(database, null, 0)) {
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
      assertTrue(zombie.reached(LONG.toMillis()), zombie::log);
      zombie.pause();
      try (RelayHandle other = RelayHandle.start(database, null, 0)) {
        // The topic may be complete before anybody took over: the paused lane's batch is committed.
        assertTrue(Waiting.until(LONG, () -> isReplaced(database, zombie)), other::log);
        Promise.requireKept(database, name, LONG);
        String batches =
            "select string_agg(lane || '/' || batch_no || '/' || state || '/' || epoch, ' '"
                + " order by lane, batch_no) from outbox_batch";
        String before = database.value(batches);
        zombie.resume();
        zombie.go();
        assertTrue(
            Waiting.until(LONG, () -> zombie.log().contains("has another owner")), zombie::log);
        assertEquals(before, database.value(batches), "the zombie wrote to Postgres");
        write(database, name, 30);
        Promise.requireKept(database, name, LONG);
      }
    }
  }

  @Test
  void throughTakeoversAtRandomSteps() {
    int takeovers = Integer.getInteger("failover.takeovers", 20);
    long seed = Long.getLong("failover.seed", System.nanoTime());
    System.out.println("failover.seed=" + seed);
    Random random = new Random(seed);
    OutboxDatabase database = OutboxDatabase.of("failover");
    RelayHandle[] relays = {armed(database, random), armed(database, random)};
    Traffic traffic = new Traffic(database, "failover", seed, 4);
    int kills = 0;
    int pauses = 0;
    int events = 0;
    try (traffic) {
      while (epochs(database) < takeovers) {
        int n = random.nextInt(2);
        RelayHandle victim = relays[n];
        victim.reached(2000);
        if (random.nextInt(3) > 0) {
          victim.kill();
          victim.close();
          relays[n] = armed(database, random);
          kills++;
        } else {
          pauseUntilTakenOver(database, victim, random);
          pauses++;
        }
      }
    }
    try (RelayHandle a = relays[0];
        RelayHandle b = relays[1]) {
      a.close();
      b.close();
      try (RelayHandle last = RelayHandle.start(database, null, 0)) {
        events = Promise.requireKept(database, "failover", LONG);
      }
    }
    System.out.printf(
        "failover: %d events through %d takeovers, %d kills, %d pauses%n",
        events, epochs(database), kills, pauses);
  }

  private static RelayHandle armed(OutboxDatabase database, Random random) {
    return RelayHandle.start(database, step(random), 1 + random.nextInt(6));
  }

  private static Step step(Random random) {
    return Step.values()[random.nextInt(Step.values().length)];
  }

  private static void pauseUntilTakenOver(
      OutboxDatabase database, RelayHandle victim, Random random) {
    victim.pause();
    String owned = "select count(*) from outbox_lane where owner = '" + victim.self() + "'";
    Waiting.until(Duration.ofSeconds(20), () -> database.value(owned).equals("0"));
    victim.resume();
    victim.go();
    victim.arm(step(random), 1 + random.nextInt(6));
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

  private static int epochs(OutboxDatabase database) {
    return Integer.parseInt(database.value("select sum(epoch) from outbox_lane"));
  }

  private static void write(OutboxDatabase database, String topic, int count) {
    for (int i = 0; i < count; i++) {
      database.write(Event.of(topic, "key-" + i % 5, "{\"n\":" + i + "}"));
    }
  }
}
