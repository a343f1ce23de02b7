package io.eafix.saga.store;

import io.eafix.saga.run.SagaState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One saga's next state, to be written if nobody else has changed the saga meanwhile.
 *
 * @param version the version this change is based on
 * @param progress as {@link ProgressCodec} writes it
 * @param release whether the replica gives the saga up with this change
 * @param dueAt when a released saga wants to be taken up again, null if only a person or a callback
 *     can move it
 * @param attempts outcomes that led here
 * @param event what the world is told, null if the state stays the same
 * @param traceParent of the request that started the saga, null if it was not traced
 */
public record Change(
    UUID sagaId,
    long version,
    SagaState state,
    String progress,
    boolean release,
    Instant dueAt,
    List<Attempt> attempts,
    SagaChanged event,
    String traceParent) {}
