package io.eafix.saga.api;

import java.time.Instant;

/**
 * What somebody did to a definition.
 *
 * @param detail the version it made, and the digest of its content
 */
public record AuditEntry(Instant at, String actor, String action, String detail) {}
