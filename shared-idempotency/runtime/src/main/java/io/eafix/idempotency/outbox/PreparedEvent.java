package io.eafix.idempotency.outbox;

import java.util.UUID;

/** An event in the form in which it is stored: id chosen, payload and headers as bytes and text. */
record PreparedEvent(
    OutboxEvent event, UUID eventId, byte[] payload, String headers, String traceparent) {}
