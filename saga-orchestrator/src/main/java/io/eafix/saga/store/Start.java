package io.eafix.saga.store;

import io.eafix.idempotency.execution.FinishedExecution;

/**
 * A new saga, to be written together with the execution of the request that started it.
 *
 * @param exclusiveKey no two sagas may have the same, null if there may be any number
 * @param actor who starts it, for the audit
 * @param idempotencyKey of the request, as its client gave it
 */
public record Start(
    SagaRecord saga,
    String exclusiveKey,
    FinishedExecution execution,
    String actor,
    String idempotencyKey,
    SagaChanged event) {}
