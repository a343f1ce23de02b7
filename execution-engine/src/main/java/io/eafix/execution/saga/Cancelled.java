package io.eafix.execution.saga;

import io.eafix.execution.api.OrderView;
import io.eafix.execution.book.FillView;
import io.eafix.execution.order.OrderStatus;
import java.math.BigDecimal;
import java.util.List;

/**
 * Result of the compensation {@code cancel_order}.
 *
 * @param orderId absent if there is no order
 */
public record Cancelled(
    Outcome outcome, String orderId, OrderStatus status, BigDecimal filled, List<FillView> fills) {

  /** What became of the order. Only {@link #CANCELING} is not final. */
  public enum Outcome {
    /** The order was never taken in, and will not be. */
    NOTHING_TO_CANCEL,
    /** The venue has been or will be asked; the order may still trade. */
    CANCELING,
    /** It ended without a fill. */
    CANCELED,
    /** It ended with a part filled, which stays. */
    PARTIALLY_FILLED,
    /** It was filled, which stays. */
    ALREADY_FILLED
  }

  static Cancelled nothing() {
    return new Cancelled(Outcome.NOTHING_TO_CANCEL, null, null, null, null);
  }

  static Cancelled of(OrderView order) {
    return new Cancelled(
        outcome(order), order.orderId(), order.status(), order.filled(), order.fills());
  }

  private static Outcome outcome(OrderView order) {
    if (!order.status().terminal()) {
      return Outcome.CANCELING;
    } else if (order.status() == OrderStatus.FILLED) {
      return Outcome.ALREADY_FILLED;
    }
    return order.filled().signum() > 0 ? Outcome.PARTIALLY_FILLED : Outcome.CANCELED;
  }
}
