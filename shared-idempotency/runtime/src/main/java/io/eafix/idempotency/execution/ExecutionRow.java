package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import java.time.Duration;
import java.util.UUID;

/**
 * An execution as Postgres has it.
 *
 * @param abandoned whether its owner's lease is over: the owner died or cannot reach Postgres
 * @param leaseRemaining how long the owner's lease lasts; zero if it has none
 * @param answer {@code null} unless completed
 */
record ExecutionRow(
    UUID executionId,
    String fingerprint,
    ExecutionStatus status,
    boolean abandoned,
    Duration leaseRemaining,
    StoredAnswer answer) {

  /** The status as the next look will find it. */
  ExecutionStatus statusNow() {
    return abandoned ? ExecutionStatus.IN_DOUBT : status;
  }
}
