package io.eafix.relay.operator;

import java.time.OffsetDateTime;

/** What an operator did. */
public record AuditEntry(
    long id, OffsetDateTime at, String operator, String action, String subject, String reason) {}
