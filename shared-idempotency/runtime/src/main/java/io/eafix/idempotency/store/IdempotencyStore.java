package io.eafix.idempotency.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The fast store of claims and answers.
 *
 * <p>Each operation is atomic on one record. All times are the store's own clock. The store may
 * lose everything at any time: no effect depends on it alone, see {@code ExactlyOnceExecutor}.
 * Every operation fails with {@link StoreUnavailableException} if it is not known whether it was
 * done.
 */
public interface IdempotencyStore {

  /** Claims the key, or says why not. */
  Uni<Claim> claim(ClaimRequest request);

  /** Extends a claim to a full lease from now. */
  Uni<WriteOutcome> renew(String key, long fence, Duration lease);

  /** Stores the answer of a claim; from now on the key replays it until the time to live ends. */
  Uni<WriteOutcome> complete(String key, long fence, StoredAnswer answer, Duration ttl);

  /** Gives a claim up without an answer: the key is free for the same request at once. */
  Uni<WriteOutcome> release(String key, long fence);

  /** Removes the record of a claim that should not have been given. */
  Uni<WriteOutcome> discard(String key, long fence);
}
