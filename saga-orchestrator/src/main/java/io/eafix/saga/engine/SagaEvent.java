package io.eafix.saga.engine;

import io.eafix.saga.run.SagaRun;
import io.eafix.saga.store.Attempt;
import java.util.Optional;

/**
 * Something that may move a saga. Applied to the committed state, and applied again to a newer one
 * if the write was overtaken; an event that no longer matters returns the same run.
 */
interface SagaEvent {

  SagaRun apply(ActiveSaga saga, SagaRun run);

  /**
   * The attempt to write into the journal with the change.
   *
   * @param before the run the event was applied to
   */
  default Optional<Attempt> attempt(ActiveSaga saga, SagaRun before) {
    return Optional.empty();
  }
}
