package io.eafix.idempotency.execution;

import io.smallrye.mutiny.Uni;

/**
 * The work of an execution.
 *
 * <p>With {@code REEXECUTE} it runs inside the transaction and may be called again after a
 * rollback. With {@code IN_DOUBT} it runs outside any transaction, between the one that commits the
 * intent and the one that commits the result, and is called once.
 */
@FunctionalInterface
public interface Work {

  /**
   * Does the work.
   *
   * @param execution who runs
   * @return never fails but with {@link Unanswered}: a failure is a {@link WorkResult} that rolls
   *     back or is in doubt
   */
  Uni<WorkResult> run(Execution execution);

  /** What commits together with the row before the work begins. Only with {@code IN_DOUBT}. */
  default Uni<Void> intend(Execution execution) {
    return Uni.createFrom().voidItem();
  }

  /** What commits together with the answer. Only with {@code IN_DOUBT}; may be called again. */
  default Uni<Void> record(Execution execution) {
    return Uni.createFrom().voidItem();
  }
}
