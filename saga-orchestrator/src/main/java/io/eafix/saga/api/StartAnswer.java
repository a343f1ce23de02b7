package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import java.util.UUID;

/** A saga was accepted and will run to its end. */
public record StartAnswer(UUID sagaId, SagaState state) {}
