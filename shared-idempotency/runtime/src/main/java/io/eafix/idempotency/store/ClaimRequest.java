package io.eafix.idempotency.store;

import java.time.Duration;
import java.util.UUID;

/**
 * A wish to execute a key.
 *
 * @param key storage key, unique for service, tenant, principal and client key
 * @param fingerprint what is asked for
 * @param operation what it is called
 * @param executionId the id this execution gets if the key is new
 * @param lease how long the claim lasts without renewal
 * @param ttl how long the record is kept
 */
public record ClaimRequest(
    String key,
    String fingerprint,
    String operation,
    UUID executionId,
    Duration lease,
    Duration ttl) {}
