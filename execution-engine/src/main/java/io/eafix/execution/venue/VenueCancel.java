package io.eafix.execution.venue;

import io.eafix.execution.order.Side;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A request to cancel what is open of an order.
 *
 * @param clOrdId the request's own id
 * @param origClOrdId the id by which the venue knows the order now
 * @param quantity the ordered quantity, which FIX repeats
 */
public record VenueCancel(
    String clOrdId,
    String origClOrdId,
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    Instant transactTime) {}
