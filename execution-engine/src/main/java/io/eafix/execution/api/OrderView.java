package io.eafix.execution.api;

import io.eafix.execution.book.FillView;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderProgress;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order as answers show it. Absent fields have no value.
 *
 * @param filled sum of the fills; more than {@code quantity} if {@code overfilled}
 * @param leaves what may still trade
 * @param fills only where one order was asked for
 */
public record OrderView(
    String orderId,
    String clOrdId,
    String venueOrderId,
    String venue,
    String account,
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal quantity,
    BigDecimal limitPrice,
    BigDecimal stopPrice,
    OrderStatus status,
    BigDecimal filled,
    BigDecimal leaves,
    BigDecimal averagePrice,
    Boolean overfilled,
    String code,
    String text,
    String signalId,
    Instant createdAt,
    Instant updatedAt,
    List<FillView> fills) {

  /** The view of an order, with its fills or null. */
  public static OrderView of(OrderEntity order, List<FillView> fills) {
    OrderProgress progress = order.progress();
    return new OrderView(
        order.id.toString(),
        order.clOrdId,
        order.venueOrderId,
        order.venue,
        order.account,
        order.symbol,
        order.side,
        order.type,
        order.timeInForce,
        order.quantity,
        order.limitPrice,
        order.stopPrice,
        order.status,
        order.filled,
        progress.leaves(),
        progress.averagePrice().orElse(null),
        progress.overfilled() ? true : null,
        order.code,
        order.text,
        order.signalId,
        order.createdAt,
        order.updatedAt,
        fills);
  }
}
