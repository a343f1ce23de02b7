package io.eafix.idempotency.execution;

import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InDoubt;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.NotPinned;
import io.eafix.idempotency.execution.ExecutionOutcome.Replayed;
import io.eafix.idempotency.execution.ExecutionOutcome.Unavailable;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.RecordStatus;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** The last part of an execution: the store learns how it ended. */
@ApplicationScoped
class Settlement {

  private static final Logger LOG = Logger.getLogger(Settlement.class);
  private static final int FAILURE_STATUS_MIN = 400;

  private final IdempotencyStore store;
  private final ExecutionMetrics metrics;
  private final boolean late;

  Settlement(IdempotencyStore store, ExecutionMetrics metrics, IdempotencyConfig config) {
    this.store = store;
    this.metrics = metrics;
    this.late = !config.redis().answerDelay().isZero() && config.redis().replicasMin() == 0;
  }

  /** Tells the store how it ended. A failure here loses nothing: the row in Postgres answers. */
  Uni<Void> settle(ExecutionRequest request, long fence, ExecutionOutcome outcome) {
    if (outcome instanceof Executed executed) {
      return answered(request, fence, executed.answer());
    }
    if (outcome instanceof Replayed replayed) {
      return answered(request, fence, replayed.answer());
    }
    if (isFree(outcome)) {
      return release(request, fence);
    }
    if (outcome instanceof Mismatch) {
      return told(request, store.delete(request.key(), fence));
    }
    // Unknown: the claim is held until its lease ends, never given up early.
    return Uni.createFrom().voidItem();
  }

  /** Gives the claim of an execution that had no effect up. */
  Uni<Void> release(ExecutionRequest request, long fence) {
    return told(request, store.release(request.key(), fence));
  }

  private Uni<Void> answered(ExecutionRequest request, long fence, StoredAnswer answer) {
    boolean failed = answer.status() >= FAILURE_STATUS_MIN;
    // A retry that comes before the answer finds the claim, asks the row, and is replayed.
    if (late && request.onTakeover() != TakeoverPolicy.IN_DOUBT) {
      RecordStatus status = failed ? RecordStatus.FAILED : RecordStatus.COMPLETED;
      told(request, store.finishSoon(request.key(), fence, status, answer, request.ttl()))
          .subscribe()
          .with(ignored -> {});
      return Uni.createFrom().voidItem();
    }
    return told(
        request,
        failed
            ? store.fail(request.key(), fence, answer, request.ttl())
            : store.complete(request.key(), fence, answer, request.ttl()));
  }

  private Uni<Void> told(ExecutionRequest request, Uni<WriteOutcome> write) {
    return write
        .invoke(written -> metrics.settled(request.operation(), written))
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "The store was not told; Postgres answers"))
        .onFailure()
        .recoverWithItem(WriteOutcome.STALE)
        .replaceWithVoid();
  }

  /** Whether this owner had no effect, or Postgres holds a row that refuses every repetition. */
  private static boolean isFree(ExecutionOutcome outcome) {
    return outcome instanceof NotPinned
        || outcome instanceof InProgress
        || outcome instanceof InDoubt
        || (outcome instanceof Unavailable unavailable && !unavailable.outcomeUnknown());
  }
}
