package io.eafix.relay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.Databases;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.TestConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who counts as dead, by a clock that the test sets. */
class MembersTest {

  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration BEAT = Duration.ofSeconds(1);

  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private final UUID other = UUID.randomUUID();
  private final AtomicLong nanos = new AtomicLong(1);
  private final Members members = new Members(UUID.randomUUID(), "self", LEASE, nanos::get);

  @Test
  void oneWhoseBeatStandsStillForALeaseIsDead() {
    try (PgSession session = session("members_dead")) {
      for (Duration seen = Duration.ZERO; seen.compareTo(LEASE) <= 0; seen = seen.plus(BEAT)) {
        members.beat(session);
        assertFalse(members.isDead(other));
        nanos.addAndGet(BEAT.toNanos());
      }
      members.beat(session);
      assertTrue(members.isDead(other));
      assertEquals(4, members.share(4));
    }
  }

  @Test
  void whoWasHeldUpItselfGivesTheOthersALeaseToShowThatTheyLive() {
    try (PgSession session = session("members_held_up")) {
      members.beat(session);
      nanos.addAndGet(LEASE.toNanos() + 1);
      members.beat(session);
      assertFalse(members.isDead(other));
      assertEquals(2, members.share(4));
    }
  }

  /** With another process, which does nothing any more. */
  private PgSession session(String name) {
    OutboxDatabase database = OutboxDatabase.of(name);
    database.run("insert into outbox_relay (owner, name, beat) values ('" + other + "', 'o', 1)");
    RelayConfig config = TestConfig.of(TestConfig.properties(database));
    return new Databases(VERTX, config.sources().get("test"), config).open();
  }
}
