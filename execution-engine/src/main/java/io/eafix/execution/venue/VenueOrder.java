package io.eafix.execution.venue;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A new order on its way to a venue.
 *
 * @param clOrdId the id by which the venue will know it and can be asked about it
 * @param quantity in units of the base currency
 * @param limitPrice present for limit orders
 * @param stopPrice present for stop orders
 * @param quote the market the order was decided on, if its sender gave one
 * @param transactTime when the intent was committed
 */
public record VenueOrder(
    String clOrdId,
    String account,
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal quantity,
    Optional<BigDecimal> limitPrice,
    Optional<BigDecimal> stopPrice,
    Optional<Quote> quote,
    Instant transactTime) {}
