package io.eafix.saga.store;

import io.eafix.saga.run.SagaState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A saga as it was read from Postgres.
 *
 * @param progress what {@link ProgressCodec} reads
 * @param ownerEpoch the replica's epoch that drives it, null if none does
 * @param results answers of steps that succeeded, by step name
 * @param queued whether it waited for a replica until now, so that nothing of it has been sent
 */
public record SagaRecord(
    UUID id,
    String definition,
    int definitionVersion,
    String businessKey,
    SagaState state,
    String context,
    String progress,
    long version,
    Long ownerEpoch,
    Instant deadlineAt,
    String traceParent,
    Instant createdAt,
    Map<String, Object> results,
    boolean queued) {}
