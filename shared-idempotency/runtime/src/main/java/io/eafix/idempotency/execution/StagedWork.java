package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Work that commits its effect together with its own row. */
@FunctionalInterface
public interface StagedWork {

  /**
   * Does the work.
   *
   * @param executionId names the execution to the outside
   * @param row makes the row of the answer; fails if the answer is too long to be stored
   * @return after its commit if the result says {@code COMMIT_AND_STORE}; empty if the key was
   *     taken and nothing was committed. Fails with {@link Unanswered}, or with a failure of
   *     Postgres that leaves unknown whether it has committed
   */
  Uni<Optional<WorkResult>> run(UUID executionId, Function<StoredAnswer, FinishedExecution> row);
}
