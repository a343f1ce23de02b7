package io.eafix.saga.store;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.saga.run.SagaState;
import java.time.Instant;
import java.util.UUID;

/**
 * Payload of an event on {@code trading.sagas.changed}: a saga has entered another state.
 *
 * @param previousState null for a new saga
 * @param version the saga's version with this change
 * @param stepsTotal null where the writer does not know the definition
 */
public record SagaChanged(
    UUID sagaId,
    String definition,
    int definitionVersion,
    String businessKey,
    SagaState state,
    SagaState previousState,
    long version,
    Integer stepsDone,
    Integer stepsTotal,
    String reason,
    Instant at) {

  /** Topic of these events. */
  public static final String TOPIC = "trading.sagas.changed";

  /** The event for the outbox. */
  public OutboxEvent toEvent() {
    return OutboxEvent.builder()
        .topic(TOPIC)
        .type("io.eafix.saga.changed.v1")
        .aggregateType("saga")
        .aggregateId(sagaId.toString())
        .payload(this)
        .build();
  }
}
