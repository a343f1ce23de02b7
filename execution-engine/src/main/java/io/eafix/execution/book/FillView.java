package io.eafix.execution.book;

import io.eafix.execution.order.Side;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One booked fill, as answers and events show it. (venue, account, execId) identifies it.
 *
 * @param account the order's
 * @param quantity in units of the base currency
 * @param price in the quote currency
 * @param time when it traded, by the venue's clock
 */
public record FillView(
    String venue,
    String account,
    String execId,
    String symbol,
    Side side,
    BigDecimal quantity,
    BigDecimal price,
    Instant time) {}
