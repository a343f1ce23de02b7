package io.eafix.execution.book;

import io.eafix.execution.venue.Dispute;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a venue said against a trade, as {@link Dispute}.
 *
 * @param orderId absent if the order is none of ours
 * @param seenAt when the engine first heard it
 */
public record DisputeView(
    Dispute.Kind kind,
    String venue,
    String orderId,
    String clOrdId,
    String execId,
    String execRefId,
    BigDecimal quantity,
    BigDecimal price,
    Instant seenAt) {}
