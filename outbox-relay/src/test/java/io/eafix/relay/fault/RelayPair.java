package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Two relays that publish, each with a fault that it comes to, and further processes that stand by,
 * so that the start of a JVM is not waited for.
 */
final class RelayPair implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int STANDBY = 3;

  private final OutboxDatabase database;
  private final Random random;
  private final FaultDeck deck;
  private final Deque<RelayHandle> standby = new ArrayDeque<>();
  private final RelayHandle[] active = new RelayHandle[2];
  private final FaultDeck.Card[] dealt = new FaultDeck.Card[2];

  RelayPair(OutboxDatabase database, Random random) {
    this.database = database;
    this.random = random;
    this.deck = new FaultDeck(random);
    for (int i = 0; i < STANDBY; i++) {
      standby.add(RelayHandle.ready(database));
    }
    for (int i = 0; i < active.length; i++) {
      enter(i);
    }
  }

  /** What became of the faults so far. */
  FaultDeck faults() {
    return deck;
  }

  /**
   * Kills one of the two, or pauses it past its lease, where it was told to stop, and waits until
   * the other owns its lanes. The killed one is replaced, the paused one goes on as a zombie.
   */
  void takeover() {
    int n = random.nextInt(active.length);
    RelayHandle victim = active[n];
    awaitStep(n);
    deck.played(dealt[n]);
    switch (dealt[n].fault()) {
      case KILL -> {
        victim.kill();
        requireTakenOver(victim);
        enter(n);
      }
      case PAUSE -> {
        // What its other lanes do when it wakes up, before it hears of its next fault, counts too.
        victim.hold();
        victim.pause();
        requireTakenOver(victim);
        deal(n, deck.deal());
        victim.resume();
      }
      default -> throw new IllegalStateException("unknown fault " + dealt[n].fault());
    }
  }

  /**
   * Waits until a lane of the relay stands at the dealt step. One that was lost before, while the
   * relay was paused, comes to some steps too before it notices: another fault is dealt then, of
   * those that any owned lane comes to.
   */
  private void awaitStep(int n) {
    RelayHandle relay = active[n];
    while (true) {
      RelayHandle.At at = relay.reached(LONG);
      assertNotNull(at, () -> "no lane comes to " + dealt[n] + "\n" + state());
      if (owned(relay, "lane = " + at.lane())) {
        return;
      }
      deal(n, deck.exchange(dealt[n]));
    }
  }

  private boolean owned(RelayHandle relay, String which) {
    String owner = "owner = '" + relay.self() + "'";
    return database
        .value("select exists (select from outbox_lane where " + owner + " and " + which + ")")
        .equals("t");
  }

  private void requireTakenOver(RelayHandle victim) {
    assertTrue(
        Waiting.until(LONG, () -> !owned(victim, "true")),
        () -> "not taken over from " + victim.self() + "\n" + state());
  }

  private String state() {
    StringBuilder state =
        new StringBuilder(
            database.value("select string_agg(l::text, E'\\n' order by lane) from outbox_lane l"));
    for (RelayHandle relay : active) {
      state.append("\n").append(relay.self()).append("\n").append(relay.log());
    }
    return state.toString();
  }

  private void enter(int n) {
    active[n] = standby.remove();
    deal(n, deck.deal());
    active[n].publish();
    standby.add(RelayHandle.ready(database));
  }

  private void deal(int n, FaultDeck.Card card) {
    dealt[n] = card;
    active[n].arm(card.step(), card.nth());
  }

  @Override
  public void close() {
    for (RelayHandle relay : active) {
      relay.close();
    }
    standby.forEach(RelayHandle::close);
  }
}
