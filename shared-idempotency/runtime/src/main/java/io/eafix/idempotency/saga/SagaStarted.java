package io.eafix.idempotency.saga;

/**
 * The orchestrator has accepted a saga; from here on it survives any crash.
 *
 * @param sagaId the saga
 * @param state its state when it was accepted
 */
public record SagaStarted(String sagaId, String state) {}
