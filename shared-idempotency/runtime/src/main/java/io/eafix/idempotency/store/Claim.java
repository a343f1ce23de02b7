package io.eafix.idempotency.store;

import java.time.Duration;
import java.util.UUID;

/** What the store says to a caller who wants to execute a key. */
public sealed interface Claim {

  /**
   * The key is the caller's until its lease ends. It must execute, then complete or release with
   * the fence.
   *
   * @param executionId id of this execution
   * @param fence fencing token; every later claim of the key has a greater one
   * @param takeover whether a former owner's lease ran out before it finished
   */
  record New(UUID executionId, long fence, boolean takeover) implements Claim {}

  /**
   * The key has finished. The caller answers with the stored answer.
   *
   * @param executionId id of the execution that made the answer
   * @param answer {@code null} if it was too large for the store: Postgres has it
   */
  record Replay(UUID executionId, StoredAnswer answer) implements Claim {}

  /**
   * Another caller executes the key now. The caller may try again.
   *
   * @param leaseRemaining when the present claim ends at the latest, if its owner is gone
   */
  record InProgress(Duration leaseRemaining) implements Claim {}

  /** The key belongs to another request. The caller must use a new key; trying again is no use. */
  record Mismatch() implements Claim {}
}
