package io.eafix.idempotency.execution;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.execution.ExecutionListener.Step;
import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InDoubt;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.Replayed;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The part of an execution that Postgres decides: the row is inserted, the work runs, the row is
 * finished, all in one transaction.
 *
 * <p>The insert comes first so that a concurrent owner of the same key waits for the outcome
 * instead of doing the work in vain, and a finished key is replayed before any of the work runs.
 */
@ApplicationScoped
class ExecutionTransaction {

  private final Transactions transactions;
  private final ExecutionListeners listeners;
  private final IdempotencyConfig config;

  ExecutionTransaction(
      Transactions transactions, ExecutionListeners listeners, IdempotencyConfig config) {
    this.transactions = transactions;
    this.listeners = listeners;
    this.config = config;
  }

  /**
   * Runs the work once in a transaction.
   *
   * @param fence token of the store, {@code null} if the store did not answer
   * @return fails with {@link Rollback} if the work had no effect
   */
  Uni<ExecutionOutcome> run(ExecutionRequest request, UUID id, Long fence, Work work) {
    return transactions.inTransaction(
        () -> transactions.sql().chain(sql -> run(sql, request, id, fence, work)));
  }

  /**
   * Runs the work once in the transaction that the caller has open.
   *
   * @return fails with {@link Rollback} if the work had no effect; after any failure the row has no
   *     answer, so that the transaction must not commit
   */
  Uni<ExecutionOutcome> run(Sql sql, ExecutionRequest request, UUID id, Long fence, Work work) {
    return ExecutionRows.begin(sql, request, id, fence, null)
        .chain(
            begun ->
                begun.isPresent()
                    ? work(sql, request, id, begun.get(), work)
                    : existing(sql, request));
  }

  /**
   * Runs the work once in a transaction, for an owner whom the store gave the key as new: it is
   * almost certain that there is no row, so the row is written once, with the answer, and COMMIT is
   * sent right behind it. If there is a row after all, Postgres refuses both.
   *
   * @return fails with {@link Overtaken} if there is a row after all, and with {@link Rollback} if
   *     the work had no effect; either way the row has to be asked before the caller is answered
   */
  Uni<ExecutionOutcome> runAsFirst(ExecutionRequest request, UUID id, long fence, Work work) {
    Execution execution = new Execution(id, request.key(), request.operation(), fence);
    AtomicReference<CompletableFuture<Integer>> insert = new AtomicReference<>();
    return transactions
        .inTransaction(
            () ->
                transactions
                    .sql()
                    .chain(
                        sql ->
                            performed(execution, work)
                                .invoke(
                                    answer -> insert.set(insert(sql, request, id, fence, answer)))))
        .<ExecutionOutcome>map(answer -> new Executed(id, answer))
        .onFailure(failure -> insert.get() != null)
        .recoverWithUni(failure -> refused(insert.get(), failure));
  }

  /** Stores the answer of work that was rolled back, unless the key was taken meanwhile. */
  Uni<ExecutionOutcome> store(ExecutionRequest request, UUID id, Long fence, StoredAnswer answer) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(
                    sql ->
                        ExecutionRows.insertFinished(sql, request, id, fence, limited(answer))
                            .chain(
                                rows ->
                                    rows == 1
                                        ? Uni.createFrom().item(new Executed(id, answer))
                                        : existing(sql, request))));
  }

  /** What Postgres knows of the key, without executing anything. */
  Uni<Optional<ExecutionOutcome>> look(ExecutionRequest request) {
    return transactions.inTransaction(() -> transactions.sql().chain(sql -> find(sql, request)));
  }

  /** What the row says; without a row, the other. */
  Uni<ExecutionOutcome> known(ExecutionRequest request, Uni<ExecutionOutcome> other) {
    return look(request).chain(row -> row.isPresent() ? Uni.createFrom().item(row.get()) : other);
  }

  /** What the row says; without a row, or if Postgres cannot be asked, what is believed. */
  Uni<ExecutionOutcome> knownOr(ExecutionRequest request, ExecutionOutcome believed) {
    return known(request, Uni.createFrom().item(believed)).onFailure().recoverWithItem(believed);
  }

  private Uni<ExecutionOutcome> work(
      Sql sql, ExecutionRequest request, UUID id, long fence, Work work) {
    return performed(new Execution(id, request.key(), request.operation(), fence), work)
        .chain(
            answer ->
                ExecutionRows.finish(sql, request, id, fence, limited(answer))
                    .map(rows -> finished(rows, id, answer)))
        .invoke(() -> listeners.reached(Step.WORKED, request));
  }

  private CompletableFuture<Integer> insert(
      Sql sql, ExecutionRequest request, UUID id, long fence, StoredAnswer answer) {
    CompletableFuture<Integer> insert =
        ExecutionRows.insertFirst(sql, request, id, fence, limited(answer))
            .subscribeAsCompletionStage();
    listeners.reached(Step.WORKED, request);
    return insert;
  }

  /** Why a transaction did not commit: the insert knows better than the commit behind it. */
  private static Uni<ExecutionOutcome> refused(
      CompletableFuture<Integer> insert, Throwable commit) {
    return Uni.createFrom()
        .completionStage(insert)
        .onFailure(SqlStates::isUniqueViolation)
        .transform(ignored -> new Overtaken())
        .chain(rows -> Uni.createFrom().failure(commit));
  }

  /** The answer of work that is to be committed; fails with {@link Rollback} for any other. */
  private Uni<StoredAnswer> performed(Execution execution, Work work) {
    execution.enter();
    return transactions
        .within(config.executions().timeout(), work.run(execution))
        .eventually(Execution::leave)
        .map(
            result -> {
              if (result.effect() != Effect.COMMIT_AND_STORE) {
                throw new Rollback(result);
              }
              return result.answer();
            });
  }

  private static ExecutionOutcome finished(int rows, UUID id, StoredAnswer answer) {
    if (rows != 1) {
      throw new IllegalStateException("an execution row changed its owner inside a transaction");
    }
    return new Executed(id, answer);
  }

  /** What a taken key means for a request, inside the transaction that found it taken. */
  Uni<ExecutionOutcome> existing(Sql sql, ExecutionRequest request) {
    return find(sql, request)
        .map(
            // Expired and deleted between the two statements: the next try begins anew.
            found -> found.orElseGet(() -> new InProgress(config.http().waitPollInterval())));
  }

  private static Uni<Optional<ExecutionOutcome>> find(Sql sql, ExecutionRequest request) {
    return ExecutionRows.findByKey(sql, request.key())
        .chain(
            row ->
                row.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : outcome(sql, row.get(), request).map(Optional::of));
  }

  private static Uni<ExecutionOutcome> outcome(
      Sql sql, ExecutionRow row, ExecutionRequest request) {
    if (!row.fingerprint().equals(request.fingerprint())) {
      return Uni.createFrom().item(new Mismatch());
    }
    if (row.abandoned()) {
      // Its owner is gone and may have reached another system: it is never taken over.
      return ExecutionRows.doubt(sql, request.key(), row.executionId())
          .map(
              rows -> rows == 1 ? new InDoubt(row.executionId()) : new InProgress(request.lease()));
    }
    return Uni.createFrom()
        .item(
            switch (row.status()) {
              case COMPLETED -> new Replayed(row.executionId(), row.answer());
              case IN_DOUBT -> new InDoubt(row.executionId());
              case IN_PROGRESS -> new InProgress(row.leaseRemaining());
            });
  }

  StoredAnswer limited(StoredAnswer answer) {
    int max = config.executions().answerBytesMax();
    if (answer.bodyBytes() > max) {
      throw new IllegalStateException(
          "the answer has " + answer.bodyBytes() + " bytes, more than can be stored: " + max);
    }
    return answer;
  }
}
