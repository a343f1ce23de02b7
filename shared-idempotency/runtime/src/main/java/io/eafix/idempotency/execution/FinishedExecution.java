package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import java.util.UUID;

/** An execution with its answer, to be written in the transaction of its effect. */
public record FinishedExecution(ExecutionRequest request, UUID executionId, StoredAnswer answer) {}
