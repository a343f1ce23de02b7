package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.SagaChanged;
import java.time.Instant;
import java.util.UUID;

/**
 * A saga has entered another state.
 *
 * @param progress how far it has come, e.g. {@code 3 of 4 steps}
 * @param reason why it compensates or did, absent if it does not
 * @param version the saga's version with this change
 * @param at when it entered the state
 */
public record SagaChange(
    UUID sagaId,
    String definition,
    int definitionVersion,
    String businessKey,
    SagaState state,
    String progress,
    String reason,
    long version,
    Instant at) {

  static SagaChange of(SagaChanged change) {
    return new SagaChange(
        change.sagaId(),
        change.definition(),
        change.definitionVersion(),
        change.businessKey(),
        change.state(),
        change.stepsDone() + " of " + change.stepsTotal() + " steps",
        change.reason(),
        change.version(),
        change.at());
  }
}
