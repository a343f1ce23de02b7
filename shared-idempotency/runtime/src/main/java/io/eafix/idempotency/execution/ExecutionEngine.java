package io.eafix.idempotency.execution;

import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.config.StoreFailurePolicy;
import io.eafix.idempotency.execution.ExecutionListener.Step;
import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InDoubt;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.NotPinned;
import io.eafix.idempotency.execution.ExecutionOutcome.Replayed;
import io.eafix.idempotency.execution.ExecutionOutcome.Unavailable;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.ClaimRequest;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoreUnavailableException;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
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
  private static final int FAILURE_STATUS_MIN = 400;

  private final IdempotencyStore store;
  private final ExecutionTransaction transaction;
  private final ExternalExecution external;
  private final ExecutionListeners listeners;
  private final ExecutionMetrics metrics;
  private final IdempotencyConfig config;
  private final Vertx vertx;

  ExecutionEngine(
      IdempotencyStore store,
      ExecutionTransaction transaction,
      ExternalExecution external,
      ExecutionListeners listeners,
      ExecutionMetrics metrics,
      IdempotencyConfig config,
      Vertx vertx) {
    this.store = store;
    this.transaction = transaction;
    this.external = external;
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
    return store
        .claim(claim)
        .map(Admission::by)
        .onFailure(StoreUnavailableException.class)
        .recoverWithItem(Admission::without)
        .chain(admission -> admitted(request, claim.executionId(), admission, work))
        .invoke(outcome -> metrics.count(request.operation(), outcome))
        .invoke(outcome -> ExecutionTrace.describe(Span.current(), request.operation(), outcome))
        .onFailure()
        .invoke(ignored -> metrics.failed(request.operation()));
  }

  private Uni<ExecutionOutcome> admitted(
      ExecutionRequest request, UUID id, Admission admission, Work work) {
    if (admission.failure() != null) {
      metrics.storeFailed(request.operation());
      if (config.redis().onFailure() == StoreFailurePolicy.FAIL_CLOSED) {
        return outcome(new Unavailable(config.redis().retryPause(), false, admission.failure()));
      }
      return inPostgres(request, id, null, work);
    }
    Claim claim = admission.claim();
    if (claim instanceof Claim.New owned) {
      if (owned.takeover()) {
        metrics.tookOver(request.operation());
      }
      return owned(request, owned, work);
    }
    if (claim instanceof Claim.Replay replay) {
      return replay.answer() == null
          ? transaction.look(request).map(row -> row.orElseGet(() -> new InProgress(SOON)))
          : outcome(new Replayed(replay.executionId(), replay.answer()));
    }
    if (claim instanceof Claim.InProgress running) {
      return running(request, new InProgress(running.leaseRemaining()));
    }
    return outcome(new Mismatch());
  }

  /** The store may not have been told of an execution that is over: the row knows. */
  private Uni<ExecutionOutcome> running(ExecutionRequest request, InProgress running) {
    return request.onTakeover() == TakeoverPolicy.IN_DOUBT
        ? outcome(running)
        : known(request, outcome(running)).onFailure().recoverWithItem(running);
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
        .eventually(renewal::stop)
        .onFailure()
        .call(ignored -> told(request, store.release(request.key(), claim.fence())))
        .call(outcome -> settle(request, claim.fence(), outcome))
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
        .invoke(() -> listeners.reached(Step.COMMITTED, request))
        .onFailure(Rollback.class)
        .recoverWithUni(
            failure -> {
              WorkResult result = ((Rollback) failure).result();
              Uni<ExecutionOutcome> free = rolledBack(request, id, claim.fence(), result);
              // What freed the key may be the effect of the one who was first.
              return result.effect() == Effect.ROLLBACK_AND_FREE ? known(request, free) : free;
            })
        .onFailure(failure -> failure instanceof Overtaken || failure instanceof Unanswered)
        .recoverWithUni(
            failure ->
                known(
                    request,
                    failure instanceof Overtaken
                        ? outcome(new InProgress(SOON))
                        : Uni.createFrom().failure(failure)))
        .onFailure()
        .recoverWithUni(failure -> failed(request, failure, workDone.get()));
  }

  /** What the row says; without a row, the other. */
  private Uni<ExecutionOutcome> known(ExecutionRequest request, Uni<ExecutionOutcome> other) {
    return transaction.look(request).chain(row -> row.isPresent() ? outcome(row.get()) : other);
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
        unknown ? "at its commit; the outcome is unknown until the next request" : "in Postgres");
    return outcome(new Unavailable(unknown ? request.lease() : SOON, unknown, failure));
  }

  /** Tells the store how it ended. A failure here loses nothing: the row in Postgres answers. */
  private Uni<Void> settle(ExecutionRequest request, long fence, ExecutionOutcome outcome) {
    Uni<WriteOutcome> write;
    if (outcome instanceof Executed executed) {
      write = answered(request, fence, executed.answer());
    } else if (outcome instanceof Replayed replayed) {
      write = answered(request, fence, replayed.answer());
    } else if (isFree(outcome)) {
      write = store.release(request.key(), fence);
    } else if (outcome instanceof Mismatch) {
      write = store.delete(request.key(), fence);
    } else {
      // Unknown: the claim is held until its lease ends, never given up early.
      return Uni.createFrom().voidItem();
    }
    return told(request, write);
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

  private Uni<WriteOutcome> answered(ExecutionRequest request, long fence, StoredAnswer answer) {
    return answer.status() < FAILURE_STATUS_MIN
        ? store.complete(request.key(), fence, answer, request.ttl())
        : store.fail(request.key(), fence, answer, request.ttl());
  }

  private static Uni<ExecutionOutcome> outcome(ExecutionOutcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  private record Admission(Claim claim, Throwable failure) {
    static Admission by(Claim claim) {
      return new Admission(claim, null);
    }

    static Admission without(Throwable failure) {
      return new Admission(null, failure);
    }
  }
}
