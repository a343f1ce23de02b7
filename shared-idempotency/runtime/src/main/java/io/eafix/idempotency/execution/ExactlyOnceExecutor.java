package io.eafix.idempotency.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.key.IdempotencyKey;
import io.eafix.idempotency.sql.Pauses;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Executes work once for each key, for code that is not a REST method: workers, consumers, jobs.
 *
 * <p>The work runs in a transaction with its {@code execution} row. Concurrent callers with one
 * key, in one process or in many, all get the one result. A failure of the work rolls it back and
 * leaves the key free. Survives a crash at any point and the loss of everything in Redis. Work that
 * reaches another system cannot be rolled back: see {@link #executeExternal}.
 */
@ApplicationScoped
public class ExactlyOnceExecutor {

  private static final int OK = 200;

  private final ExecutionEngine engine;
  private final Transactions transactions;
  private final ObjectMapper json;
  private final IdempotencyConfig config;
  private final Vertx vertx;

  ExactlyOnceExecutor(
      ExecutionEngine engine,
      Transactions transactions,
      ObjectMapper json,
      IdempotencyConfig config,
      Vertx vertx) {
    this.engine = engine;
    this.transactions = transactions;
    this.json = json;
    this.config = config;
    this.vertx = vertx;
  }

  /**
   * Executes the work, or returns its result from before.
   *
   * @param key names the effect; its digest is the fingerprint
   * @param type type of the result, which is stored as JSON
   * @param work runs in the transaction, at most once at a time; must not call a remote system
   * @return fails with {@link ExecutionNotDoneException} if it is not known or not yet decided, and
   *     with the work's own failure if it had no effect
   */
  public <T> Uni<T> execute(IdempotencyKey key, Class<T> type, Supplier<Uni<T>> work) {
    return execute(
        key, type, TakeoverPolicy.REEXECUTE, failure -> execution -> inTransaction(work, failure));
  }

  /**
   * Executes the work in the caller's transaction, or returns its result from before: the {@code
   * execution} row commits or is rolled back with all else that the transaction writes.
   *
   * <p>Postgres alone decides; Redis is not asked. A concurrent caller with the key waits until
   * this transaction has ended, and fails if that takes longer than the lock timeout of his
   * connection. After any failure the transaction can only be rolled back, also if the caller
   * recovers from it.
   *
   * @param key names the effect; its digest is the fingerprint
   * @param type type of the result, which is stored as JSON
   * @param work writes in the running transaction, called at most once
   * @return fails with {@link IllegalStateException} if no transaction is running, with {@link
   *     ExecutionNotDoneException} if the key has no result of this work, and with the work's own
   *     failure
   */
  public <T> Uni<T> executeInTransaction(IdempotencyKey key, Class<T> type, Supplier<Uni<T>> work) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ExecutionRequest request = request(key, TakeoverPolicy.REEXECUTE);
    return transactions
        .sql()
        .chain(
            sql ->
                engine
                    .join(sql, request, execution -> inTransaction(work, failure))
                    .onFailure(Rollback.class)
                    .transform(rolledBack -> failure.get())
                    .chain(outcome -> result(outcome, type, failure))
                    .onFailure()
                    // Or the row might commit without an answer, and be in progress for good.
                    .call(sql::rollbackOnly));
  }

  /**
   * Executes work that reaches another system, or returns its result from before.
   *
   * <p>The row and {@link ExternalWork#intend} commit first, then the work runs outside any
   * transaction, then the result and {@link ExternalWork#record} commit. A crash in between, a
   * timeout and any failure but a definite refusal leave the execution in doubt: it is not run
   * again, and every caller gets {@link ExecutionNotDoneException} with an {@link
   * ExecutionOutcome.InDoubt} until it is resolved.
   *
   * @param key names the effect; its digest is the fingerprint
   * @param type type of the result, which is stored as JSON
   * @return fails with {@link ExecutionNotDoneException} if the result is not known, and with the
   *     {@link DefiniteRefusalException} of the work if it had no effect
   */
  public <T> Uni<T> executeExternal(IdempotencyKey key, Class<T> type, ExternalWork<T> work) {
    return execute(
        key,
        type,
        TakeoverPolicy.IN_DOUBT,
        failure -> new ExternalSteps<>(work, this::encoded, failure));
  }

  private <T> Uni<T> execute(
      IdempotencyKey key,
      Class<T> type,
      TakeoverPolicy onTakeover,
      Function<AtomicReference<Throwable>, Work> work) {
    ExecutionRequest request = request(key, onTakeover);
    long deadlineNanos = System.nanoTime() + config.http().waitMax().toNanos();
    return transactions.onNewContext(() -> attempt(request, type, work, deadlineNanos));
  }

  private ExecutionRequest request(IdempotencyKey key, TakeoverPolicy onTakeover) {
    return new ExecutionRequest(
        key.toString(),
        key.digest(),
        key.operation().name(),
        config.lease(),
        config.ttl(),
        onTakeover);
  }

  /** The state of an execution: empty if there is none with this id, or none any more. */
  public Uni<Optional<ExecutionStatus>> status(UUID executionId) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(sql -> ExecutionRows.findById(sql, executionId))
                .map(row -> row.map(ExecutionRow::statusNow)));
  }

  private <T> Uni<T> attempt(
      ExecutionRequest request,
      Class<T> type,
      Function<AtomicReference<Throwable>, Work> work,
      long deadlineNanos) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    return engine
        .execute(request, work.apply(failure))
        .chain(
            outcome ->
                outcome instanceof ExecutionOutcome.InProgress
                        && System.nanoTime() - deadlineNanos < 0
                    ? Pauses.of(vertx, config.http().waitPollInterval())
                        .chain(() -> attempt(request, type, work, deadlineNanos))
                    : result(outcome, type, failure));
  }

  private <T> Uni<T> result(
      ExecutionOutcome outcome, Class<T> type, AtomicReference<Throwable> failure) {
    if (outcome instanceof ExecutionOutcome.Executed executed) {
      return decoded(executed.answer(), type);
    }
    if (outcome instanceof ExecutionOutcome.Replayed replayed && replayed.answer().status() == OK) {
      return decoded(replayed.answer(), type);
    }
    return Uni.createFrom()
        .failure(
            outcome instanceof ExecutionOutcome.NotPinned
                ? failure.get()
                : new ExecutionNotDoneException(outcome, failure.get()));
  }

  private <T> Uni<WorkResult> inTransaction(
      Supplier<Uni<T>> work, AtomicReference<Throwable> failure) {
    return Uni.createFrom()
        .deferred(() -> work.get().call(transactions::flush).map(this::encoded))
        .map(answer -> new WorkResult(answer, WorkResult.Effect.COMMIT_AND_STORE))
        .onFailure()
        .recoverWithItem(
            cause -> {
              failure.set(cause);
              return new WorkResult(
                  new StoredAnswer(500, Map.of(), null), WorkResult.Effect.ROLLBACK_AND_FREE);
            });
  }

  private StoredAnswer encoded(Object result) {
    try {
      return new StoredAnswer(OK, Map.of(), json.writeValueAsBytes(result));
    } catch (IOException e) {
      throw new UncheckedIOException("a result cannot be written as JSON", e);
    }
  }

  private <T> Uni<T> decoded(StoredAnswer answer, Class<T> type) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                // One that a person completed may have none.
                return answer.body() == null ? null : json.readValue(answer.body(), type);
              } catch (IOException e) {
                throw new UncheckedIOException("a stored result cannot be read", e);
              }
            });
  }
}
