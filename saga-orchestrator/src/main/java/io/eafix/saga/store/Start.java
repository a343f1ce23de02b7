package io.eafix.saga.store;

import io.eafix.idempotency.execution.FinishedExecution;

/**
 * A new saga, to be written together with the execution of the request that started it.
 *
 * @param exclusiveKey no two sagas may have the same, null if there may be any number
 */
public record Start(
    SagaRecord saga, String exclusiveKey, FinishedExecution execution, SagaChanged event) {}
