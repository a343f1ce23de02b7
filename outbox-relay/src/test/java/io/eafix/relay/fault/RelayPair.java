package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.support.OutboxDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Two relays that publish, each stopped at a random step, and further processes that stand by, so
 * that the start of a JVM is not waited for.
 */
final class RelayPair implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int STANDBY = 3;

  /** Every replica takes at least one lane, so each of these is reached at least once. */
  private static final int TAKEOVER_NTH_MAX = 1;

  private static final int BATCH_NTH_MAX = 6;

  private final OutboxDatabase database;
  private final Random random;
  private final Deque<RelayHandle> standby = new ArrayDeque<>();
  private final RelayHandle[] active = new RelayHandle[2];
  private final Map<Step, Integer> kills = new EnumMap<>(Step.class);
  private final Map<Step, Integer> pauses = new EnumMap<>(Step.class);

  RelayPair(OutboxDatabase database, Random random) {
    this.database = database;
    this.random = random;
    for (int i = 0; i < STANDBY; i++) {
      standby.add(RelayHandle.ready(database));
    }
    for (int i = 0; i < active.length; i++) {
      active[i] = enter();
    }
  }

  /**
   * Kills one of the two, or pauses it past its lease, where it was told to stop, and waits until
   * others own its lanes. The killed one is replaced, the paused one goes on as a zombie.
   */
  void takeover() {
    int n = random.nextInt(active.length);
    RelayHandle victim = active[n];
    Step step = victim.reached(LONG);
    assertTrue(step != null, () -> "no lane comes to its step: " + victim.log());
    if (random.nextBoolean()) {
      victim.kill();
      requireTakenOver(victim);
      active[n] = enter();
      kills.merge(step, 1, Integer::sum);
    } else {
      victim.pause();
      requireTakenOver(victim);
      arm(victim);
      victim.resume();
      pauses.merge(step, 1, Integer::sum);
    }
  }

  private void requireTakenOver(RelayHandle victim) {
    String owned = "select count(*) from outbox_lane where owner = '" + victim.self() + "'";
    assertTrue(Waiting.until(LONG, () -> database.value(owned).equals("0")), () -> state(victim));
  }

  private String state(RelayHandle victim) {
    StringBuilder state = new StringBuilder("not taken over from " + victim.self() + "\n");
    state.append(
        database.value("select string_agg(l::text, E'\\n' order by lane) from outbox_lane l"));
    for (RelayHandle relay : active) {
      state.append("\n").append(relay.self()).append("\n").append(relay.log());
    }
    return state.toString();
  }

  private RelayHandle enter() {
    RelayHandle relay = standby.remove();
    arm(relay);
    relay.publish();
    standby.add(RelayHandle.ready(database));
    return relay;
  }

  private void arm(RelayHandle relay) {
    Step step = Step.values()[random.nextInt(Step.values().length)];
    boolean ofTakeover = step.compareTo(Step.RECONCILED) <= 0;
    relay.arm(step, 1 + random.nextInt(ofTakeover ? TAKEOVER_NTH_MAX : BATCH_NTH_MAX));
  }

  @Override
  public String toString() {
    return "killed at " + kills + ", paused at " + pauses;
  }

  @Override
  public void close() {
    for (RelayHandle relay : active) {
      relay.close();
    }
    standby.forEach(RelayHandle::close);
  }
}
