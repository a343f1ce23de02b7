package io.eafix.execution.venue;

import io.eafix.execution.order.Side;
import java.time.Instant;

/**
 * A question about one client order id.
 *
 * @param clOrdId the id asked about
 * @param sentAt when the message that carried the id was about to be sent
 */
public record VenueQuery(
    String clOrdId, String account, String symbol, Side side, Instant sentAt) {}
