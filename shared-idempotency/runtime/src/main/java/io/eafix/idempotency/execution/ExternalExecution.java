package io.eafix.idempotency.execution;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.execution.ExecutionListener.Step;
import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InDoubt;
import io.eafix.idempotency.execution.ExecutionOutcome.NotPinned;
import io.eafix.idempotency.sql.Contexts;
import io.eafix.idempotency.sql.Pauses;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The part of an execution that Postgres decides when the work reaches another system: the row is
 * committed, the work runs outside any transaction, the row is finished.
 *
 * <p>A crash before the first commit leaves nothing. One after it leaves a row whose lease ends, by
 * which the next look finds it in doubt. The work is never run twice.
 */
@ApplicationScoped
class ExternalExecution {

  private static final Logger LOG = Logger.getLogger(ExternalExecution.class);

  private final Transactions transactions;
  private final ExecutionTransaction rows;
  private final ExecutionListeners listeners;
  private final Vertx vertx;
  private final IdempotencyConfig.External config;

  ExternalExecution(
      Transactions transactions,
      ExecutionTransaction rows,
      ExecutionListeners listeners,
      Vertx vertx,
      IdempotencyConfig config) {
    this.transactions = transactions;
    this.rows = rows;
    this.listeners = listeners;
    this.vertx = vertx;
    this.config = config.external();
  }

  /**
   * Runs the work once.
   *
   * @param fence token of the store, {@code null} if the store did not answer
   * @return fails before the work began, or with {@link Unanswered} if it had no effect
   */
  Uni<ExecutionOutcome> run(ExecutionRequest request, UUID id, Long fence, Work work) {
    return inTransaction(sql -> begin(sql, request, id, fence, work))
        .chain(
            begun ->
                begun.outcome() == null
                    ? perform(request, begun.execution(), work)
                    : Uni.createFrom().item(begun.outcome()));
  }

  private Uni<Begun> begin(Sql sql, ExecutionRequest request, UUID id, Long fence, Work work) {
    return ExecutionRows.begin(sql, request, id, fence, request.lease())
        .chain(
            begun -> {
              if (begun.isEmpty()) {
                return rows.existing(sql, request).map(outcome -> new Begun(null, outcome));
              }
              Execution execution =
                  new Execution(id, request.key(), request.operation(), begun.get());
              return work.intend(execution).replaceWith(new Begun(execution, null));
            });
  }

  private Uni<ExecutionOutcome> perform(ExecutionRequest request, Execution execution, Work work) {
    LeaseRenewal renewal =
        LeaseRenewal.start(vertx, request.lease(), () -> renew(request, execution));
    listeners.reached(Step.BEGUN, request);
    execution.enter();
    Uni<WorkResult> performed =
        Uni.createFrom()
            .deferred(() -> work.run(execution))
            .ifNoItem()
            .after(config.timeout())
            .fail();
    return Contexts.keep(performed)
        .eventually(Execution::leave)
        .onFailure(failure -> !(failure instanceof Unanswered))
        .recoverWithItem(failure -> unknown(execution, failure))
        .onFailure(Unanswered.class)
        .call(() -> free(execution))
        .invoke(() -> listeners.reached(Step.WORKED, request))
        .chain(result -> conclude(request, execution, work, result))
        .invoke(() -> listeners.reached(Step.COMMITTED, request))
        .eventually(renewal::stop);
  }

  private Uni<ExecutionOutcome> conclude(
      ExecutionRequest request, Execution execution, Work work, WorkResult result) {
    return switch (result.effect()) {
      case COMMIT_AND_STORE ->
          finish(request, execution, result.answer(), () -> work.record(execution));
      case ROLLBACK_AND_STORE ->
          finish(request, execution, result.answer(), () -> Uni.createFrom().voidItem());
      case ROLLBACK_AND_FREE -> free(execution).replaceWith(new NotPinned(result.answer()));
      case IN_DOUBT -> doubt(execution);
    };
  }

  private Uni<ExecutionOutcome> finish(
      ExecutionRequest request,
      Execution execution,
      StoredAnswer answer,
      Supplier<Uni<Void>> record) {
    UUID id = execution.executionId();
    return patiently(
            sql ->
                ExecutionRows.finish(sql, request, id, execution.fence(), rows.limited(answer))
                    .chain(
                        touched ->
                            touched == 1
                                ? record
                                    .get()
                                    .call(transactions::flush)
                                    .<ExecutionOutcome>replaceWith(new Executed(id, answer))
                                // A person has decided meanwhile, or an attempt before this one
                                // did commit: it is not recorded here, or not again.
                                : rows.existing(sql, request)),
            1)
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.errorf(failure, "The result of execution %s could not be stored", id);
              return doubt(execution);
            });
  }

  private Uni<ExecutionOutcome> doubt(Execution execution) {
    UUID id = execution.executionId();
    return patiently(sql -> ExecutionRows.doubt(sql, execution.key(), id), 1)
        .onFailure()
        // Its lease ends, and the next look finds it in doubt.
        .invoke(failure -> LOG.warnf("Execution %s could not be marked: %s", id, failure))
        .onFailure()
        .recoverWithItem(0)
        .replaceWith(new InDoubt(id));
  }

  private Uni<Integer> free(Execution execution) {
    return patiently(sql -> ExecutionRows.delete(sql, execution.key(), execution.executionId()), 1);
  }

  private Uni<WriteOutcome> renew(ExecutionRequest request, Execution execution) {
    return inTransaction(
            sql ->
                ExecutionRows.renew(sql, request.key(), execution.executionId(), request.lease()))
        .map(touched -> touched == 1 ? WriteOutcome.OK : WriteOutcome.STALE);
  }

  private static WorkResult unknown(Execution execution, Throwable failure) {
    LOG.warnf(
        failure,
        "Execution %s of %s is in doubt: its work ended in neither a result nor a refusal",
        execution.executionId(),
        execution.operation());
    return new WorkResult(null, WorkResult.Effect.IN_DOUBT);
  }

  /** A transaction that is tried again while Postgres cannot be reached. */
  private <T> Uni<T> patiently(Function<Sql, Uni<T>> statements, int attempt) {
    return inTransaction(statements)
        .onFailure(
            failure -> attempt < config.storeAttemptsMax() && SqlStates.isUnavailable(failure))
        .recoverWithUni(
            () ->
                Pauses.of(vertx, config.storePause())
                    .chain(() -> patiently(statements, attempt + 1)));
  }

  /** Never joins a transaction of the caller: what commits here must be committed. */
  private <T> Uni<T> inTransaction(Function<Sql, Uni<T>> statements) {
    return Contexts.keep(
        transactions.inNewTransaction(() -> transactions.sql().chain(statements::apply)));
  }

  private record Begun(Execution execution, ExecutionOutcome outcome) {}
}
