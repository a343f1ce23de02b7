package io.eafix.idempotency.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A record as the store has it.
 *
 * @param fence token of the present or last owner
 * @param claimedAt when that owner claimed it, by the store's clock
 * @param leaseRemaining how long the claim lasts; zero unless running
 * @param timeToLive until the store forgets the record
 * @param answer {@code null} unless completed or failed, and if only Postgres has it
 */
public record StoreRecord(
    String key,
    String fingerprint,
    String operation,
    UUID executionId,
    RecordStatus status,
    long fence,
    Instant claimedAt,
    Duration leaseRemaining,
    Duration timeToLive,
    StoredAnswer answer) {}
