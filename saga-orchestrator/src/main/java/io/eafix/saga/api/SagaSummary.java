package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.Payloads;
import java.time.Instant;
import java.util.UUID;

/**
 * A saga in a list.
 *
 * @param reason why it compensates, absent if it does not
 * @param endedAt when it reached a final state, absent if it has not
 */
public record SagaSummary(
    UUID sagaId,
    String definition,
    int definitionVersion,
    String businessKey,
    SagaState state,
    String reason,
    Instant createdAt,
    Instant updatedAt,
    Instant endedAt) {

  static SagaSummary of(SagaEntity saga) {
    return new SagaSummary(
        saga.sagaId,
        saga.definition,
        saga.definitionVersion,
        saga.businessKey,
        saga.state,
        (String) Payloads.readObject(saga.progress).get("reason"),
        saga.createdAt,
        saga.updatedAt,
        saga.endedAt);
  }
}
