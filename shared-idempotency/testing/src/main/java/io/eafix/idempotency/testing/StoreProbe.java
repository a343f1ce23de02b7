package io.eafix.idempotency.testing;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.ClaimRequest;
import io.eafix.idempotency.store.IdempotencyStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Calls a store from the thread of a test, and waits for its answers. */
public final class StoreProbe {

  /** Longer than any test runs. */
  public static final Duration LONG = Duration.ofSeconds(60);

  /** Over soon. */
  public static final Duration SHORT = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final IdempotencyStore store;

  /** A probe of a store. */
  public StoreProbe(IdempotencyStore store) {
    this.store = store;
  }

  /** A key nobody has used. */
  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** What an operation ends with. */
  public static <T> T get(Uni<T> operation) {
    return operation.await().atMost(PATIENCE);
  }

  /** Claims a key for the operation {@code test}. */
  public Claim claim(String key, String fingerprint, Duration lease) {
    return claim(key, fingerprint, "test", lease);
  }

  /** Claims a key. */
  public Claim claim(String key, String fingerprint, String operation, Duration lease) {
    return get(
        store.claim(new ClaimRequest(key, fingerprint, operation, UUID.randomUUID(), lease, LONG)));
  }

  /** Claims a key that must be new. */
  public Claim.New claimed(String key, String fingerprint, Duration lease) {
    return assertInstanceOf(Claim.New.class, claim(key, fingerprint, lease));
  }

  /** Claims a key as soon as the lease of its owner is over. */
  public Claim.New takenOver(String key, String fingerprint) {
    Claim.New owned = until(Claim.New.class, () -> claim(key, fingerprint, LONG));
    assertTrue(owned.takeover(), "a claim after a lease is a takeover");
    return owned;
  }

  /** Asks again until the answer is of the type. */
  public <T> T until(Class<T> type, Supplier<?> question) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Object answer = question.get();
    while (!type.isInstance(answer)) {
      assertTrue(System.nanoTime() < deadline, "still " + answer);
      LockSupport.parkNanos(OFTEN.toNanos());
      answer = question.get();
    }
    return type.cast(answer);
  }
}
