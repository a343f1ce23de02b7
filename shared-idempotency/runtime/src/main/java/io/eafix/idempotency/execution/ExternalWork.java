package io.eafix.idempotency.execution;

import io.smallrye.mutiny.Uni;

/**
 * Work that reaches another system, in three steps. A crash between them leaves the execution in
 * doubt, never run again by itself.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface ExternalWork<T> {

  /** Joins the transaction that commits the intent, before {@link #perform}. */
  default Uni<Void> intend(Execution execution) {
    return Uni.createFrom().voidItem();
  }

  /**
   * Reaches the other system, outside any transaction. Called once.
   *
   * @param execution its id is a good id for the other system to know the effect by
   * @return the result; fails with {@link DefiniteRefusalException} if there is certainly no
   *     effect. Any other failure, and none in time, leaves the execution in doubt.
   */
  Uni<T> perform(Execution execution);

  /**
   * Joins the transaction that commits the result; called again if that did not commit. What it
   * writes is there once, or not at all if a person has decided the execution before.
   */
  default Uni<Void> record(T result) {
    return Uni.createFrom().voidItem();
  }
}
