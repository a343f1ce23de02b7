package io.eafix.idempotency.testing;

import static io.eafix.idempotency.testing.StoreProbe.LONG;
import static io.eafix.idempotency.testing.StoreProbe.SHORT;
import static io.eafix.idempotency.testing.StoreProbe.get;
import static io.eafix.idempotency.testing.StoreProbe.newKey;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.RecordStatus;
import io.eafix.idempotency.store.StoreRecord;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What any {@link IdempotencyStore} must do: one owner at a time, fenced, faithful. */
public abstract class IdempotencyStoreContract {

  /** An answer with bytes that are no text. */
  protected static final StoredAnswer ANSWER =
      new StoredAnswer(201, Map.of("location", "/a"), new byte[] {0, (byte) 200, 10});

  private static final StoredAnswer REFUSAL = new StoredAnswer(422, Map.of(), null);

  /** The store under test, which may hold records of others. */
  protected abstract IdempotencyStore store();

  /** Calls of the store under test. */
  protected final StoreProbe probe() {
    return new StoreProbe(store());
  }

  @Test
  void aStaleOwnerChangesNothing() {
    String key = newKey();
    Claim.New first = probe().claimed(key, "f", SHORT);
    Claim.New second = probe().takenOver(key, "f");
    assertTrue(second.fence() > first.fence());
    assertStale(key, first.fence());
    assertEquals(second.fence(), get(store().get(key)).orElseThrow().fence());
    assertInstanceOf(Claim.InProgress.class, probe().claim(key, "f", LONG));
    assertEquals(WriteOutcome.OK, get(store().complete(key, second.fence(), ANSWER, LONG)));
    assertReplayed(key, ANSWER);
  }

  @Test
  void afterTheEndOnlyADeletionWithTheFenceChangesTheRecord() {
    String key = newKey();
    Claim.New owner = probe().claimed(key, "f", LONG);
    get(store().complete(key, owner.fence(), ANSWER, LONG));
    assertEquals(WriteOutcome.STALE, get(store().renew(key, owner.fence(), LONG)));
    assertEquals(WriteOutcome.STALE, get(store().complete(key, owner.fence(), REFUSAL, LONG)));
    assertEquals(WriteOutcome.STALE, get(store().fail(key, owner.fence(), REFUSAL, LONG)));
    assertEquals(WriteOutcome.STALE, get(store().release(key, owner.fence())));
    assertReplayed(key, ANSWER);
    assertEquals(WriteOutcome.STALE, get(store().delete(key, owner.fence() - 1)));
    assertReplayed(key, ANSWER);
    assertEquals(WriteOutcome.OK, get(store().delete(key, owner.fence())));
    assertTrue(get(store().get(key)).isEmpty());
    assertTrue(probe().claimed(key, "other", LONG).fence() > owner.fence());
  }

  @Test
  void answersInNoHurryAreReplayedAndFencedToo() {
    String stale = newKey();
    Claim.New former = probe().claimed(stale, "f", SHORT);
    Claim.New owner = probe().takenOver(stale, "f");
    List<String> keys = IntStream.range(0, 200).mapToObj(i -> newKey()).toList();
    List<CompletableFuture<WriteOutcome>> writes =
        keys.stream()
            .map(key -> soon(key, probe().claimed(key, "f", LONG), RecordStatus.COMPLETED))
            .toList();
    assertEquals(WriteOutcome.STALE, soon(stale, former, RecordStatus.COMPLETED).join());
    assertEquals(WriteOutcome.OK, soon(stale, owner, RecordStatus.FAILED).join());
    writes.forEach(write -> assertEquals(WriteOutcome.OK, write.join()));
    keys.forEach(key -> assertReplayed(key, ANSWER));
    assertEquals(RecordStatus.FAILED, get(store().get(stale)).orElseThrow().status());
  }

  private CompletableFuture<WriteOutcome> soon(String key, Claim.New owner, RecordStatus status) {
    return store()
        .finishSoon(key, owner.fence(), status, ANSWER, LONG)
        .subscribeAsCompletionStage();
  }

  @Test
  void renewalKeepsAClaimPastItsLease() {
    String key = newKey();
    Claim.New owner = probe().claimed(key, "f", SHORT);
    assertEquals(WriteOutcome.OK, get(store().renew(key, owner.fence(), LONG)));
    Claim.InProgress running = (Claim.InProgress) probe().claim(key, "f", SHORT);
    assertTrue(running.leaseRemaining().compareTo(SHORT) > 0);
  }

  @Test
  void theFingerprintCountsInEveryState() {
    String running = newKey();
    probe().claimed(running, "f", LONG);
    String expired = newKey();
    probe().claimed(expired, "f", Duration.ofMillis(1));
    String free = newKey();
    get(store().release(free, probe().claimed(free, "f", LONG).fence()));
    String done = newKey();
    get(store().complete(done, probe().claimed(done, "f", LONG).fence(), ANSWER, LONG));
    String failed = newKey();
    get(store().fail(failed, probe().claimed(failed, "f", LONG).fence(), REFUSAL, LONG));
    for (String key : List.of(running, expired, free, done, failed)) {
      assertInstanceOf(Claim.Mismatch.class, probe().claim(key, "other", LONG));
    }
    assertInstanceOf(Claim.New.class, probe().claim(free, "f", LONG));
  }

  @Test
  void aFailureIsReplayedAndTellsItselfApart() {
    String key = newKey();
    Claim.New owner = probe().claimed(key, "f", LONG);
    assertEquals(WriteOutcome.OK, get(store().fail(key, owner.fence(), REFUSAL, LONG)));
    assertReplayed(key, REFUSAL);
    assertEquals(RecordStatus.FAILED, get(store().get(key)).orElseThrow().status());
  }

  @Test
  void aRecordIsReadAsItWasWritten() {
    String key = newKey();
    Claim.New owner = probe().claimed(key, "f", LONG);
    StoreRecord running = get(store().get(key)).orElseThrow();
    assertEquals(RecordStatus.RUNNING, running.status());
    assertEquals("test", running.operation());
    assertEquals("f", running.fingerprint());
    assertEquals(owner.executionId(), running.executionId());
    assertEquals(owner.fence(), running.fence());
    assertTrue(running.leaseRemaining().compareTo(Duration.ZERO) > 0);
    assertTrue(running.leaseRemaining().compareTo(LONG) <= 0);
    assertTrue(running.timeToLive().compareTo(LONG) <= 0);
    assertNull(running.answer());
    get(store().complete(key, owner.fence(), ANSWER, LONG));
    StoreRecord done = get(store().get(key)).orElseThrow();
    assertEquals(RecordStatus.COMPLETED, done.status());
    assertEquals(Duration.ZERO, done.leaseRemaining());
    assertEquals(ANSWER, done.answer());
    assertTrue(get(store().get(newKey())).isEmpty());
  }

  @Test
  void aRecordIsForgottenAfterItsTime() {
    String key = newKey();
    Claim.New owner = probe().claimed(key, "f", LONG);
    get(store().complete(key, owner.fence(), ANSWER, Duration.ofMillis(1)));
    Claim.New next = probe().until(Claim.New.class, () -> probe().claim(key, "other", LONG));
    assertTrue(next.fence() > owner.fence());
  }

  @Test
  void manyCallersAtOnceGetOneClaim() {
    String key = newKey();
    assertEquals(1, claimsOf(key));
  }

  @Test
  void manyCallersAtTheEndOfALeaseGetOneClaim() {
    String key = newKey();
    probe().claimed(key, "f", Duration.ofMillis(1));
    assertEquals(1, claimsOf(key));
  }

  private long claimsOf(String key) {
    List<CompletableFuture<Claim>> calls =
        IntStream.range(0, 50)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> probe().claim(key, "f", LONG)))
            .toList();
    return calls.stream().filter(call -> call.join() instanceof Claim.New).count();
  }

  private void assertStale(String key, long fence) {
    assertEquals(WriteOutcome.STALE, get(store().renew(key, fence, LONG)));
    assertEquals(WriteOutcome.STALE, get(store().complete(key, fence, ANSWER, LONG)));
    assertEquals(WriteOutcome.STALE, get(store().fail(key, fence, REFUSAL, LONG)));
    assertEquals(WriteOutcome.STALE, get(store().release(key, fence)));
    assertEquals(WriteOutcome.STALE, get(store().delete(key, fence)));
  }

  private void assertReplayed(String key, StoredAnswer expected) {
    Claim.Replay replay = assertInstanceOf(Claim.Replay.class, probe().claim(key, "f", LONG));
    assertEquals(expected, replay.answer());
    assertArrayEquals(expected.body(), replay.answer().body());
  }
}
