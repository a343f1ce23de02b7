package io.eafix.idempotency.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.ClaimRequest;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import io.eafix.localstack.test.Server;
import io.eafix.localstack.test.WithServers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The store's promises: one owner at a time, tokens that grow, fingerprints in every state. */
@QuarkusTest
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
class RedisStoreTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final StoredAnswer ANSWER =
      new StoredAnswer(201, Map.of("location", "/a"), new byte[] {0, (byte) 200, 10});

  @Inject IdempotencyStore store;
  @Inject Redis redis;

  @Test
  void aStaleOwnerChangesNothing() {
    String key = Notes.unique();
    Claim.New first = claimed(key, "f", SHORT);
    Claim.New second = takenOver(key);
    assertTrue(second.fence() > first.fence());
    assertEquals(WriteOutcome.STALE, get(store.renew(key, first.fence(), LONG)));
    assertEquals(WriteOutcome.STALE, get(store.complete(key, first.fence(), ANSWER, LONG)));
    assertEquals(WriteOutcome.STALE, get(store.release(key, first.fence())));
    assertEquals(WriteOutcome.STALE, get(store.discard(key, first.fence())));
    assertInstanceOf(Claim.InProgress.class, claim(key, "f", LONG));
    assertEquals(WriteOutcome.OK, get(store.complete(key, second.fence(), ANSWER, LONG)));
    assertReplayed(key);
  }

  @Test
  void renewalKeepsAClaimPastItsLease() {
    String key = Notes.unique();
    Claim.New owner = claimed(key, "f", SHORT);
    assertEquals(WriteOutcome.OK, get(store.renew(key, owner.fence(), LONG)));
    Claim.InProgress running = (Claim.InProgress) claim(key, "f", SHORT);
    assertTrue(running.leaseRemaining().compareTo(SHORT) > 0);
  }

  @Test
  void theFingerprintCountsInEveryState() {
    String key = Notes.unique();
    Claim.New running = claimed(key, "f", SHORT);
    assertInstanceOf(Claim.Mismatch.class, claim(key, "other", LONG));
    takenOver(key);
    String expired = Notes.unique();
    claimed(expired, "f", Duration.ofMillis(1));
    assertInstanceOf(Claim.Mismatch.class, claim(expired, "other", LONG));
    String free = Notes.unique();
    get(store.release(free, claimed(free, "f", LONG).fence()));
    assertInstanceOf(Claim.Mismatch.class, claim(free, "other", LONG));
    assertInstanceOf(Claim.New.class, claim(free, "f", LONG));
    String done = Notes.unique();
    get(store.complete(done, claimed(done, "f", LONG).fence(), ANSWER, LONG));
    assertInstanceOf(Claim.Mismatch.class, claim(done, "other", LONG));
    assertEquals(WriteOutcome.STALE, get(store.renew(key, running.fence(), LONG)));
  }

  @Test
  void tokensGrowThroughTheLossOfTheRecord() {
    String key = Notes.unique();
    Claim.New first = claimed(key, "f", LONG);
    command(Request.cmd(Command.FLUSHALL));
    Claim.New second = claimed(key, "f", LONG);
    assertTrue(second.fence() > first.fence());
    assertEquals(WriteOutcome.STALE, get(store.complete(key, first.fence(), ANSWER, LONG)));
  }

  @Test
  void scriptsAreLoadedAgainAfterAFlush() {
    String key = Notes.unique();
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    Claim.New owner = claimed(key, "f", LONG);
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    assertEquals(WriteOutcome.OK, get(store.complete(key, owner.fence(), ANSWER, LONG)));
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    assertReplayed(key);
  }

  @Test
  void anAnswerThatIsTooLargeIsLeftToPostgres() {
    String key = Notes.unique();
    Claim.New owner = claimed(key, "f", LONG);
    StoredAnswer large = new StoredAnswer(200, Map.of(), new byte[70_000]);
    assertEquals(WriteOutcome.OK, get(store.complete(key, owner.fence(), large, LONG)));
    assertEquals(null, ((Claim.Replay) claim(key, "f", LONG)).answer());
  }

  private void assertReplayed(String key) {
    StoredAnswer replayed = ((Claim.Replay) claim(key, "f", LONG)).answer();
    assertEquals(ANSWER, replayed);
    assertArrayEquals(ANSWER.body(), replayed.body());
  }

  private Claim.New takenOver(String key) {
    AtomicReference<Claim> claim = new AtomicReference<>();
    await()
        .until(
            () -> {
              claim.set(claim(key, "f", LONG));
              return claim.get() instanceof Claim.New;
            });
    Claim.New owned = (Claim.New) claim.get();
    assertTrue(owned.takeover());
    return owned;
  }

  private Claim.New claimed(String key, String fingerprint, Duration lease) {
    return assertInstanceOf(Claim.New.class, claim(key, fingerprint, lease));
  }

  private Claim claim(String key, String fingerprint, Duration lease) {
    return get(
        store.claim(new ClaimRequest(key, fingerprint, "test", UUID.randomUUID(), lease, LONG)));
  }

  private void command(Request request) {
    get(Uni.createFrom().completionStage(redis.send(request).toCompletionStage()));
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(10));
  }
}
