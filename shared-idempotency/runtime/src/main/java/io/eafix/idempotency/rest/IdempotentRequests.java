package io.eafix.idempotency.rest;

import io.eafix.idempotency.Staged;
import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.execution.DefiniteRefusalException;
import io.eafix.idempotency.execution.ExecutionEngine;
import io.eafix.idempotency.execution.ExecutionOutcome;
import io.eafix.idempotency.execution.ExecutionRequest;
import io.eafix.idempotency.execution.FinishedExecution;
import io.eafix.idempotency.execution.StagedExecutions;
import io.eafix.idempotency.execution.Unanswered;
import io.eafix.idempotency.execution.Work;
import io.eafix.idempotency.execution.WorkResult;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.Pauses;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.quarkus.arc.Unremovable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Runs a request through the protocol and turns its outcome into a response. */
@Unremovable
@ApplicationScoped
public class IdempotentRequests {

  private static final String LOG_KEY = "idempotencyKey";
  private static final String LOG_EXECUTION = "executionId";

  /** Those of annotations, which are few. */
  private static final Map<String, Duration> DURATIONS = new ConcurrentHashMap<>();

  private final ExecutionEngine engine;
  private final StagedExecutions staged;
  private final Transactions transactions;
  private final RequestIdentity identity;
  private final AnswerCodec codec;
  private final MethodResults results;
  private final IdempotencyConfig config;
  private final Vertx vertx;

  IdempotentRequests(
      ExecutionEngine engine,
      StagedExecutions staged,
      Transactions transactions,
      RequestIdentity identity,
      AnswerCodec codec,
      MethodResults results,
      IdempotencyConfig config,
      Vertx vertx) {
    this.engine = engine;
    this.staged = staged;
    this.transactions = transactions;
    this.identity = identity;
    this.codec = codec;
    this.results = results;
    this.config = config;
    this.vertx = vertx;
  }

  /**
   * Answers a request.
   *
   * @param method what the method's annotation says
   * @param invocation calls the resource method
   * @return the response, or a failure that the problem mapper turns into one
   */
  Uni<Response> handle(
      ResteasyReactiveRequestContext context,
      IdempotentChainCustomizer method,
      Supplier<Uni<?>> invocation) {
    return method.isBlocking()
        ? transactions.inBlockingTransactions(() -> handled(context, method, invocation))
        : handled(context, method, invocation);
  }

  /** Calls a resource method that blocks, where it may. */
  Uni<?> blocking(Callable<Object> method) {
    return transactions.blocking(method);
  }

  private Uni<Response> handled(
      ResteasyReactiveRequestContext context,
      IdempotentChainCustomizer method,
      Supplier<Uni<?>> invocation) {
    // What writes its effect with the row cannot do without one.
    boolean excluded = !method.isStaged() && isExcluded(context);
    Optional<String> clientKey =
        excluded
            ? Optional.empty()
            : IdempotencyKeyHeader.read(
                context.serverRequest().getAllRequestHeaders(IdempotencyKeyHeader.NAME));
    if (clientKey.isEmpty()) {
      if (method.isRequired() && !excluded) {
        throw OutcomeProblems.keyMissing();
      }
      return plain(context, method, invocation);
    }
    MDC.put(LOG_KEY, clientKey.get());
    ExecutionRequest request =
        new ExecutionRequest(
            identity.storageKey(context, clientKey.get(), method.getKeyParameters()),
            identity.fingerprint(context),
            method.getOperation(),
            duration(method.getLease(), config.lease()),
            duration(method.getTtl(), config.ttl()),
            method.getOnTakeover());
    Duration wait =
        Preference.waitTime(
            context.serverRequest().getAllRequestHeaders("Prefer"),
            duration(method.getWaitAtMost(), config.http().waitMax()));
    long deadline = System.nanoTime() + wait.toNanos();
    return execute(attempt(context, request, method, invocation), deadline);
  }

  private Uni<Response> plain(
      ResteasyReactiveRequestContext context,
      IdempotentChainCustomizer method,
      Supplier<Uni<?>> invocation) {
    Supplier<Uni<Object>> work = () -> invocation.get().map(result -> (Object) result);
    Uni<Object> done =
        method.getOnTakeover() == TakeoverPolicy.IN_DOUBT
            ? Uni.createFrom().voidItem().chain(work::get)
            : transactions.inTransaction(work);
    return done.map(result -> codec.decode(codec.encode(context, result), false));
  }

  private Supplier<Uni<ExecutionOutcome>> attempt(
      ResteasyReactiveRequestContext context,
      ExecutionRequest request,
      IdempotentChainCustomizer method,
      Supplier<Uni<?>> invocation) {
    if (method.isStaged()) {
      return () -> staged.execute(request, (id, row) -> stage(context, id, row, invocation));
    }
    Work work =
        method.getOnTakeover() == TakeoverPolicy.IN_DOUBT
            ? outsideTransaction(context, invocation)
            : inTransaction(context, invocation);
    return () -> engine.execute(request, work);
  }

  private Uni<Response> execute(Supplier<Uni<ExecutionOutcome>> attempt, long deadlineNanos) {
    return attempt
        .get()
        .chain(
            outcome ->
                outcome instanceof ExecutionOutcome.InProgress && isBefore(deadlineNanos)
                    ? Pauses.of(vertx, config.http().waitPollInterval())
                        .chain(() -> execute(attempt, deadlineNanos))
                    : Uni.createFrom().item(() -> respond(outcome)));
  }

  private Uni<Optional<WorkResult>> stage(
      ResteasyReactiveRequestContext context,
      UUID id,
      Function<StoredAnswer, FinishedExecution> row,
      Supplier<Uni<?>> invocation) {
    MDC.put(LOG_EXECUTION, id.toString());
    return Uni.createFrom()
        .deferred(() -> invocation.get().chain(result -> commit(context, row, (Staged) result)))
        // Whether it has committed is not known after any other failure.
        .onFailure(failure -> SqlStates.isRetryable(failure) || !SqlStates.isUnavailable(failure))
        .recoverWithUni(
            failure ->
                results
                    .thrown(context, failure, AnswerPolicy::thrown, Unanswered::new)
                    .map(Optional::of));
  }

  private Uni<Optional<WorkResult>> commit(
      ResteasyReactiveRequestContext context,
      Function<StoredAnswer, FinishedExecution> row,
      Staged result) {
    StoredAnswer answer = codec.encode(context, result.answer());
    Effect effect = AnswerPolicy.returned(answer.status());
    if (effect != Effect.COMMIT_AND_STORE) {
      return Uni.createFrom().item(Optional.of(new WorkResult(answer, effect)));
    }
    return result
        .commit()
        .apply(row.apply(answer))
        .map(written -> written ? Optional.of(new WorkResult(answer, effect)) : Optional.empty());
  }

  private Response respond(ExecutionOutcome outcome) {
    if (outcome instanceof ExecutionOutcome.Executed executed) {
      MDC.put(LOG_EXECUTION, executed.executionId().toString());
      return codec.decode(executed.answer(), false);
    }
    if (outcome instanceof ExecutionOutcome.Replayed replayed) {
      MDC.put(LOG_EXECUTION, replayed.executionId().toString());
      return codec.decode(replayed.answer(), true);
    }
    if (outcome instanceof ExecutionOutcome.NotPinned notPinned) {
      return codec.decode(notPinned.answer(), false);
    }
    if (outcome instanceof ExecutionOutcome.InProgress running) {
      throw OutcomeProblems.inProgress(running.retryAfter());
    }
    if (outcome instanceof ExecutionOutcome.InDoubt inDoubt) {
      throw OutcomeProblems.inDoubt(inDoubt);
    }
    if (outcome instanceof ExecutionOutcome.Unavailable unavailable) {
      throw OutcomeProblems.unavailable(unavailable);
    }
    throw OutcomeProblems.mismatch();
  }

  private Work inTransaction(ResteasyReactiveRequestContext context, Supplier<Uni<?>> invocation) {
    return execution -> {
      MDC.put(LOG_EXECUTION, execution.executionId().toString());
      return Uni.createFrom()
          .deferred(
              () ->
                  invocation
                      .get()
                      // What the database refuses is refused here, where it becomes an answer.
                      .call(transactions::flush)
                      .map(result -> results.returned(context, result, AnswerPolicy::returned)))
          .onFailure()
          .recoverWithUni(
              failure -> results.thrown(context, failure, AnswerPolicy::thrown, Unanswered::new));
    };
  }

  private Work outsideTransaction(
      ResteasyReactiveRequestContext context, Supplier<Uni<?>> invocation) {
    return execution -> {
      MDC.put(LOG_EXECUTION, execution.executionId().toString());
      return Uni.createFrom()
          .deferred(
              () ->
                  invocation
                      .get()
                      .map(
                          result ->
                              results.returned(context, result, AnswerPolicy::returnedOutside)))
          .onFailure()
          .recoverWithUni(
              failure ->
                  failure instanceof DefiniteRefusalException
                      ? results.thrown(
                          context, failure, status -> Effect.ROLLBACK_AND_FREE, Unanswered::new)
                      : results.thrown(
                          context, failure, AnswerPolicy::thrownOutside, UnaryOperator.identity()));
    };
  }

  private boolean isExcluded(ResteasyReactiveRequestContext context) {
    String path = context.serverRequest().getRequestPath();
    return config.http().excludedPaths().stream()
        .flatMap(java.util.List::stream)
        .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
  }

  private static boolean isBefore(long deadlineNanos) {
    return System.nanoTime() - deadlineNanos < 0;
  }

  private static Duration duration(String text, Duration other) {
    return text.isEmpty() ? other : DURATIONS.computeIfAbsent(text, Duration::parse);
  }
}
