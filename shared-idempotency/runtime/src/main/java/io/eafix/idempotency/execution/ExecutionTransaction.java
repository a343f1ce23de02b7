package io.eafix.idempotency.execution;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InDoubt;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.Replayed;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

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
  private final IdempotencyConfig config;

  ExecutionTransaction(Transactions transactions, IdempotencyConfig config) {
    this.transactions = transactions;
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
        () ->
            transactions
                .sql()
                .chain(
                    sql ->
                        ExecutionRows.begin(sql, request, id, fence)
                            .chain(
                                begun ->
                                    begun.isPresent()
                                        ? work(sql, request, id, begun.get(), work)
                                        : existing(sql, request))));
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
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(sql -> ExecutionRows.findByKey(sql, request.key()))
                .map(row -> row.map(found -> outcome(found, request))));
  }

  private Uni<ExecutionOutcome> work(
      Sql sql, ExecutionRequest request, UUID id, long fence, Work work) {
    Execution execution = new Execution(id, request.key(), request.operation(), fence);
    execution.enter();
    return work.run(execution)
        .eventually(Execution::leave)
        .chain(
            result -> {
              if (result.effect() != Effect.COMMIT_AND_STORE) {
                return Uni.createFrom().failure(new Rollback(result));
              }
              return ExecutionRows.finish(
                      sql, request.key(), fence, limited(result.answer()), request.ttl())
                  .map(rows -> finished(rows, id, result.answer()));
            });
  }

  private static ExecutionOutcome finished(int rows, UUID id, StoredAnswer answer) {
    if (rows != 1) {
      throw new IllegalStateException("an execution row changed its owner inside a transaction");
    }
    return new Executed(id, answer);
  }

  private Uni<ExecutionOutcome> existing(Sql sql, ExecutionRequest request) {
    return ExecutionRows.findByKey(sql, request.key())
        .map(
            row ->
                row.map(found -> outcome(found, request))
                    // Expired and deleted between the two statements: the next try begins anew.
                    .orElseGet(() -> new InProgress(config.http().waitPollInterval())));
  }

  private static ExecutionOutcome outcome(ExecutionRow row, ExecutionRequest request) {
    if (!row.fingerprint().equals(request.fingerprint())) {
      return new Mismatch();
    }
    return switch (row.status()) {
      case COMPLETED -> new Replayed(row.executionId(), row.answer());
      case IN_DOUBT -> new InDoubt(row.executionId());
      case IN_PROGRESS -> new InProgress(request.lease());
    };
  }

  private StoredAnswer limited(StoredAnswer answer) {
    int max = config.executions().answerBytesMax();
    if (answer.bodyBytes() > max) {
      throw new IllegalStateException(
          "the answer has " + answer.bodyBytes() + " bytes, more than can be stored: " + max);
    }
    return answer;
  }
}
