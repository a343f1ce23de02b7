package io.eafix.relay.operator;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/**
 * A dead event.
 *
 * @param state {@code DEAD}, {@code REQUEUED} or {@code DISCARDED}
 * @param blocks whether later events of its aggregate wait while it is dead
 * @param waiting events of its aggregate that are held now
 * @param headers as they would be sent; only in the detail
 * @param payloadBase64 bytes of the value; only in the detail
 */
public record DeadEvent(
    String source,
    long id,
    UUID eventId,
    String state,
    String topic,
    String aggregateType,
    String aggregateId,
    long version,
    String type,
    OffsetDateTime createdAt,
    OffsetDateTime diedAt,
    int attempts,
    String cause,
    boolean blocks,
    long waiting,
    Map<String, String> headers,
    String payloadBase64) {}
