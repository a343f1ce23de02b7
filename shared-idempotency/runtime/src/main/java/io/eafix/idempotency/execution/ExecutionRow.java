package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import java.util.UUID;

/**
 * An execution as Postgres has it.
 *
 * @param answer {@code null} unless completed
 */
record ExecutionRow(
    UUID executionId, String fingerprint, ExecutionStatus status, StoredAnswer answer) {}
