package io.eafix.idempotency.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

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

  /** As {@link #complete}, for an answer that says that the execution failed for good. */
  Uni<WriteOutcome> fail(String key, long fence, StoredAnswer answer, Duration ttl);

  /**
   * As {@link #complete} or {@link #fail}, for an answer that is safe elsewhere: the store may take
   * some milliseconds to gather such answers, so no request should wait for it. Until it is done,
   * the key counts as running.
   *
   * @param status {@link RecordStatus#COMPLETED} or {@link RecordStatus#FAILED}
   */
  default Uni<WriteOutcome> finishSoon(
      String key, long fence, RecordStatus status, StoredAnswer answer, Duration ttl) {
    return status == RecordStatus.FAILED
        ? fail(key, fence, answer, ttl)
        : complete(key, fence, answer, ttl);
  }

  /** The record of a key, if there is one. */
  Uni<Optional<StoreRecord>> get(String key);

  /**
   * Some of the records that fit, in no order.
   *
   * @param query which, how many, and where to go on
   * @return a page that may be empty though more follow; a record that changes meanwhile may be in
   *     two pages, one that is there all the time is in at least one
   */
  Uni<StorePage> list(StoreQuery query);

  /** Counts records by operation and status; incomplete if there are more than is configured. */
  Uni<StoreStatistics> statistics();

  /**
   * Removes a record in whatever state. The key is then as if it had never been used, as far as the
   * store knows; what Postgres knows stays.
   *
   * @param fence of the record as it was seen: another owner's record is left alone
   */
  Uni<WriteOutcome> delete(String key, long fence);
}
