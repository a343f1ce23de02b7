package io.eafix.idempotency.execution;

import io.eafix.idempotency.TakeoverPolicy;
import java.time.Duration;

/**
 * A request to execute something once.
 *
 * @param key storage key: names the intended effect in this service
 * @param fingerprint what is asked for, 64 hexadecimal digits
 * @param operation what it is called
 * @param lease how long a claim lasts without renewal
 * @param ttl how long the answer is kept
 * @param onTakeover what may happen if a former owner did not finish
 */
public record ExecutionRequest(
    String key,
    String fingerprint,
    String operation,
    Duration lease,
    Duration ttl,
    TakeoverPolicy onTakeover) {}
