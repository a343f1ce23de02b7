package io.eafix.relay.batch;

import java.time.OffsetDateTime;

/**
 * An event that is moved to {@code outbox_held} instead of being sent.
 *
 * @param notBefore earliest time to try it
 * @param attempts failed attempts so far
 * @param cause why it failed, or {@code null} if it only waits
 */
public record Aside(long id, OffsetDateTime notBefore, int attempts, String cause) {}
