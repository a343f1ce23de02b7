package io.eafix.idempotency.execution;

import io.smallrye.mutiny.Uni;

/** The work of an execution. Runs inside the transaction; may be called again after a rollback. */
@FunctionalInterface
public interface Work {

  /**
   * Does the work.
   *
   * @param execution who runs
   * @return never fails: a failure is a {@link WorkResult} that rolls back
   */
  Uni<WorkResult> run(Execution execution);
}
