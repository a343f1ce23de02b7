package io.eafix.idempotency.operators;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An execution as operators see it.
 *
 * @param idempotencyKey storage key: the key of the executor, or the digest of a request's
 * @param ageSeconds since it began, by the database's clock
 * @param leaseUntil end of its owner's lease, if it has one
 * @param answerStatus HTTP status of its answer, if it has one
 * @param resolutions what people decided about it, oldest first; only of a single execution
 */
public record ExecutionView(
    UUID executionId,
    String operation,
    String idempotencyKey,
    ExecutionState state,
    Instant createdAt,
    long ageSeconds,
    Instant leaseUntil,
    Instant finishedAt,
    Integer answerStatus,
    List<ResolutionView> resolutions) {

  ExecutionView with(List<ResolutionView> resolutions) {
    return new ExecutionView(
        executionId,
        operation,
        idempotencyKey,
        state,
        createdAt,
        ageSeconds,
        leaseUntil,
        finishedAt,
        answerStatus,
        resolutions);
  }
}
