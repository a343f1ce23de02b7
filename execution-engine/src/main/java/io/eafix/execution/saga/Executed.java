package io.eafix.execution.saga;

import io.eafix.execution.api.ExecutionView;
import io.eafix.execution.book.FillView;
import io.eafix.execution.order.OrderStatus;
import java.math.BigDecimal;
import java.util.List;

/**
 * Result of the step {@code execute_order}: an order that traded and has ended.
 *
 * @param clOrdId by which its venue knows it: the last one, if it went out anew
 * @param filled sum of the fills, in units of the base currency
 */
public record Executed(
    String executionId,
    String orderId,
    String clOrdId,
    OrderStatus status,
    BigDecimal filled,
    List<FillView> fills) {

  static Executed of(ExecutionView execution) {
    return new Executed(
        execution.executionId(),
        execution.orderId(),
        execution.order().clOrdId(),
        execution.status(),
        execution.order().filled(),
        execution.order().fills());
  }
}
