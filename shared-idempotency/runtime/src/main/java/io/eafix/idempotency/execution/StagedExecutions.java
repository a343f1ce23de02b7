package io.eafix.idempotency.execution;

import io.eafix.idempotency.execution.ExecutionOutcome.Executed;
import io.eafix.idempotency.execution.ExecutionOutcome.InProgress;
import io.eafix.idempotency.execution.ExecutionOutcome.Mismatch;
import io.eafix.idempotency.execution.ExecutionOutcome.NotPinned;
import io.eafix.idempotency.execution.ExecutionOutcome.Unavailable;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.store.StoredAnswer;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The protocol for work that commits its own row: no admission by the store, Postgres decides.
 *
 * <p>A key is refused while it runs in this process. One that runs in another process is waited for
 * by the insert of the row, which is as long as a commit takes.
 */
@ApplicationScoped
public class StagedExecutions {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final ExecutionTransaction transaction;
  private final ExecutionMetrics metrics;

  /** Fingerprints by key of what runs here; as many as there are requests under way. */
  private final Map<String, String> running = new ConcurrentHashMap<>();

  StagedExecutions(ExecutionTransaction transaction, ExecutionMetrics metrics) {
    this.transaction = transaction;
    this.metrics = metrics;
  }

  /**
   * Executes the work once for its key, or says what became of it before.
   *
   * @return fails only with a failure of the work that is no answer; then there was no effect
   */
  public Uni<ExecutionOutcome> execute(ExecutionRequest request, StagedWork work) {
    String other = running.putIfAbsent(request.key(), request.fingerprint());
    Uni<ExecutionOutcome> outcome =
        other == null
            ? Uni.createFrom()
                .deferred(() -> run(request, work))
                .onTermination()
                .invoke(() -> running.remove(request.key()))
            : other.equals(request.fingerprint())
                ? outcome(new InProgress(SOON))
                // What runs here is another request; the row may be of this one nevertheless.
                : transaction.knownOr(request, new Mismatch());
    return outcome
        .invoke(what -> metrics.count(request.operation(), what))
        .invoke(what -> ExecutionTrace.describe(Span.current(), request.operation(), what))
        .onFailure()
        .invoke(ignored -> metrics.failed(request.operation()));
  }

  private Uni<ExecutionOutcome> run(ExecutionRequest request, StagedWork work) {
    UUID id = UUID.randomUUID();
    return work.run(id, answer -> row(request, id, answer))
        .chain(
            result ->
                result.isPresent()
                    ? came(request, id, result.get())
                    : transaction.known(request, outcome(new InProgress(SOON))))
        .onFailure(Unanswered.class)
        .recoverWithUni(
            failure -> transaction.known(request, Uni.createFrom().failure(failure.getCause())))
        .onFailure(SqlStates::isUnavailable)
        .recoverWithItem(
            failure -> new Unavailable(SOON, !SqlStates.isRetryable(failure), failure));
  }

  private FinishedExecution row(ExecutionRequest request, UUID id, StoredAnswer answer) {
    return new FinishedExecution(request, id, transaction.limited(answer));
  }

  private Uni<ExecutionOutcome> came(ExecutionRequest request, UUID id, WorkResult result) {
    return switch (result.effect()) {
      case COMMIT_AND_STORE -> outcome(new Executed(id, result.answer()));
      case ROLLBACK_AND_STORE -> transaction.store(request, id, null, result.answer());
      // What freed the key may be the effect of the one who was first.
      case ROLLBACK_AND_FREE -> transaction.known(request, outcome(new NotPinned(result.answer())));
      case IN_DOUBT -> throw new IllegalStateException("staged work reaches no other system");
    };
  }

  private static Uni<ExecutionOutcome> outcome(ExecutionOutcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}
