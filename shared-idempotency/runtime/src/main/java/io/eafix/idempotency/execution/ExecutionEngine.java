package io.eafix.idempotency.execution;

import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.config.StoreFailurePolicy;
import io.eafix.idempotency.execution.ExecutionListener.Step;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.NotPinned;
import io.eafix.idempotency.execution.ExecutionOutcome.Replayed;
import io.eafix.idempotency.execution.ExecutionOutcome.Unavailable;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.ClaimRequest;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoreUnavailableException;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The protocol of one execution: admission in the store, effect in Postgres, answer to the store.
 *
 * <p>Exactly once rests on the row in Postgres alone; the store spares work and says sooner what
 * the row would say. A crash before the commit leaves nothing; one after it leaves the row, which
 * the next request with the key is answered from.
 */
@ApplicationScoped
public class ExecutionEngine {

  private static final Logger LOG = Logger.getLogger(ExecutionEngine.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final IdempotencyStore store;
  private final ExecutionTransaction transaction;
  private final ExternalExecution external;
  private final Settlement settlement;
  private final ExecutionListeners listeners;
  private final ExecutionMetrics metrics;
  private final IdempotencyConfig config;
  private final Vertx vertx;

  ExecutionEngine(
      IdempotencyStore store,
      ExecutionTransaction transaction,
      ExternalExecution external,
      Settlement settlement,
      ExecutionListeners listeners,
      ExecutionMetrics metrics,
      IdempotencyConfig config,
      Vertx vertx) {
    this.store = store;
    this.transaction = transaction;
    this.external = external;
    this.settlement = settlement;
    this.listeners = listeners;
    this.metrics = metrics;
    this.config = config;
    this.vertx = vertx;
  }

  /**
   * Executes the work once for its key, or says what became of it before.
   *
   * @return fails only with a failure of the work that is no answer; then there was no effect
   */
  public Uni<ExecutionOutcome> execute(ExecutionRequest request, Work work) {
    ClaimRequest claim =
        new ClaimRequest(
            request.key(),
            request.fingerprint(),
            request.operation(),
            UUID.randomUUID(),
            request.lease(),
            request.ttl());
    return counted(
        request,
        store
            .claim(claim)
            .onItemOrFailure()
            .transformToUni(
                (admission, failure) ->
                    failure == null
                        ? admitted(request, admission, work)
                        : withoutStore(request, claim.executionId(), failure, work)));
  }

  /**
   * Executes the work once for its key in the caller's transaction, by Postgres alone.
   *
   * @return fails as {@link ExecutionTransaction#run(Sql, ExecutionRequest, UUID, Long, Work)} does
   */
  Uni<ExecutionOutcome> join(Sql sql, ExecutionRequest request, Work work) {
    return counted(request, transaction.run(sql, request, UUID.randomUUID(), null, work));
  }

  private Uni<ExecutionOutcome> counted(ExecutionRequest request, Uni<ExecutionOutcome> execution) {
    return execution
        .onItemOrFailure()
        .invoke(
            (outcome, failure) -> {
              if (failure == null) {
                metrics.count(request.operation(), outcome);
                ExecutionTrace.describe(Span.current(), request.operation(), outcome);
              } else {
                metrics.failed(request.operation());
              }
            });
  }

  private Uni<ExecutionOutcome> withoutStore(
      ExecutionRequest request, UUID id, Throwable failure, Work work) {
    if (!(failure instanceof StoreUnavailableException)) {
      return Uni.createFrom().failure(failure);
    }
    metrics.storeFailed(request.operation());
    return config.redis().onFailure() == StoreFailurePolicy.FAIL_CLOSED
        ? outcome(new Unavailable(config.redis().retryPause(), false, failure))
        : inPostgres(request, id, null, work);
  }

  private Uni<ExecutionOutcome> admitted(ExecutionRequest request, Claim claim, Work work) {
    if (claim instanceof Claim.New owned) {
      if (owned.takeover()) {
        metrics.tookOver(request.operation());
      }
      return owned(request, owned, work);
    }
    if (claim instanceof Claim.Replay replay) {
      return replay.answer() == null
          ? tooLargeForTheStore(request, work)
          : outcome(new Replayed(replay.executionId(), replay.answer()));
    }
    if (claim instanceof Claim.InProgress running) {
      // The store may not have been told of an execution that is over: the row knows.
      return transaction.knownOr(request, new InProgress(running.leaseRemaining()));
    }
    // If the store forgot a record, the one it has may be of a later request, which the row
    // refuses.
    return transaction.knownOr(request, new Mismatch());
  }

  /** The row has the answer. If its time is over though the store's is not, the key is new. */
  private Uni<ExecutionOutcome> tooLargeForTheStore(ExecutionRequest request, Work work) {
    Uni<ExecutionOutcome> anew =
        Uni.createFrom().deferred(() -> inPostgres(request, UUID.randomUUID(), null, work));
    return transaction
        .known(request, anew)
        .onFailure(SqlStates::isUnavailable)
        .recoverWithUni(failure -> failed(request, failure, false));
  }

  private Uni<ExecutionOutcome> owned(ExecutionRequest request, Claim.New claim, Work work) {
    listeners.reached(Step.CLAIMED, request);
    LeaseRenewal renewal =
        LeaseRenewal.start(
            vertx,
            request.lease(),
            () -> store.renew(request.key(), claim.fence(), request.lease()));
    Uni<ExecutionOutcome> execution =
        claim.takeover() || request.onTakeover() == TakeoverPolicy.IN_DOUBT
            ? inPostgres(request, claim.executionId(), claim.fence(), work)
            : asFirst(request, claim, work);
    return execution
        .onItemOrFailure()
        .call(
            (outcome, failure) -> {
              renewal.stop();
              return failure == null
                  ? settlement.settle(request, claim.fence(), outcome)
                  : settlement.release(request, claim.fence());
            })
        .invoke(() -> listeners.reached(Step.SETTLED, request));
  }

  private Uni<ExecutionOutcome> inPostgres(
      ExecutionRequest request, UUID id, Long fence, Work work) {
    if (request.onTakeover() == TakeoverPolicy.IN_DOUBT) {
      return external
          .run(request, id, fence, work)
          .onFailure()
          .recoverWithUni(failure -> failed(request, failure, false));
    }
    AtomicBoolean workDone = new AtomicBoolean();
    return transaction
        .run(request, id, fence, watched(request, work, workDone))
        .invoke(() -> listeners.reached(Step.COMMITTED, request))
        .onFailure(Rollback.class)
        .recoverWithUni(failure -> rolledBack(request, id, fence, ((Rollback) failure).result()))
        .onFailure()
        .recoverWithUni(failure -> failed(request, failure, workDone.get()));
  }

  private Uni<ExecutionOutcome> asFirst(ExecutionRequest request, Claim.New claim, Work work) {
    UUID id = claim.executionId();
    AtomicBoolean workDone = new AtomicBoolean();
    return transaction
        .runAsFirst(request, id, claim.fence(), watched(request, work, workDone))
        .onItemOrFailure()
        .transformToUni(
            (outcome, failure) -> {
              if (failure != null) {
                return notCommitted(request, claim, failure)
                    .onFailure()
                    .recoverWithUni(cause -> failed(request, cause, workDone.get()));
              }
              listeners.reached(Step.COMMITTED, request);
              return outcome(outcome);
            });
  }

  private Uni<ExecutionOutcome> notCommitted(
      ExecutionRequest request, Claim.New claim, Throwable failure) {
    if (failure instanceof Rollback rollback) {
      WorkResult result = rollback.result();
      Uni<ExecutionOutcome> free = rolledBack(request, claim.executionId(), claim.fence(), result);
      // What freed the key may be the effect of the one who was first.
      return result.effect() == Effect.ROLLBACK_AND_FREE ? transaction.known(request, free) : free;
    }
    if (failure instanceof Overtaken) {
      return transaction.known(request, outcome(new InProgress(SOON)));
    }
    Uni<ExecutionOutcome> failed = Uni.createFrom().failure(failure);
    return failure instanceof Unanswered ? transaction.known(request, failed) : failed;
  }

  private Work watched(ExecutionRequest request, Work work, AtomicBoolean workDone) {
    return execution -> {
      listeners.reached(Step.BEGUN, request);
      return work.run(execution).invoke(() -> workDone.set(true));
    };
  }

  private Uni<ExecutionOutcome> rolledBack(
      ExecutionRequest request, UUID id, Long fence, WorkResult result) {
    return switch (result.effect()) {
      case ROLLBACK_AND_STORE -> transaction.store(request, id, fence, result.answer());
      case ROLLBACK_AND_FREE -> outcome(new NotPinned(result.answer()));
      case COMMIT_AND_STORE, IN_DOUBT ->
          throw new IllegalStateException(result.effect() + " is no rollback");
    };
  }

  private Uni<ExecutionOutcome> failed(
      ExecutionRequest request, Throwable failure, boolean workDone) {
    if (failure instanceof Unanswered unanswered) {
      return Uni.createFrom().failure(unanswered.getCause());
    }
    if (SqlStates.isLockTimeout(failure)) {
      // Another owner holds the row in an open transaction.
      return outcome(new InProgress(SOON));
    }
    if (!SqlStates.isUnavailable(failure)) {
      // Postgres or this code refused it for good: the transaction is rolled back.
      return Uni.createFrom().failure(failure);
    }
    boolean unknown = workDone && !SqlStates.isRetryable(failure);
    LOG.warnf(
        failure,
        "An execution of %s failed %s",
        request.operation(),
        unknown
            ? "at its commit; the outcome is unknown until the next request"
            : "and left nothing");
    return outcome(new Unavailable(unknown ? request.lease() : SOON, unknown, failure));
  }

  private static Uni<ExecutionOutcome> outcome(ExecutionOutcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}
