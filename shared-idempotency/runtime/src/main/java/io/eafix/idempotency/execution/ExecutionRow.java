package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import java.util.UUID;

/**
 * An execution as Postgres has it.
 *
 * @param status {@code IN_PROGRESS}, {@code COMPLETED} or {@code IN_DOUBT}
 * @param answer {@code null} unless completed
 */
record ExecutionRow(UUID executionId, String fingerprint, Status status, StoredAnswer answer) {

  /** The states of an execution row. */
  enum Status {
    IN_PROGRESS,
    COMPLETED,
    IN_DOUBT
  }
}
