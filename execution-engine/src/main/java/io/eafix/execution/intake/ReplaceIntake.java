package io.eafix.execution.intake;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderType;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/**
 * Takes changes of an order in, in the running transaction and under the order's row lock. The
 * order changes here only when the venue confirms.
 */
@ApplicationScoped
public class ReplaceIntake {
  private final Instructing instructing;
  private final ExecutionConfig config;

  ReplaceIntake(Instructing instructing, ExecutionConfig config) {
    this.instructing = instructing;
    this.config = config;
  }

  /**
   * Asks for another quantity or price of a live order.
   *
   * @param order locked
   * @param quantity in all, not what is to be added; null keeps it
   * @param price limit or stop price, whichever the order has; null keeps it
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the order cannot change
   */
  public Uni<Ticket> replace(OrderEntity order, BigDecimal quantity, BigDecimal price) {
    if (order.status.terminal()) {
      throw Problems.unprocessable(
          "order-ended", "The order has ended", "order " + order.id + " is " + order.status);
    }
    if (quantity == null && price == null) {
      throw Problems.badRequest("quantity", "nothing to change", "a quantity, a price, or both");
    }
    if (price != null && order.type == OrderType.MARKET) {
      throw Problems.badRequest("price", "a market order has none", "absent");
    }
    if (quantity != null && quantity.compareTo(config.quantityMax()) > 0) {
      throw Problems.badRequest("quantity", "too large", "at most " + config.quantityMax());
    }
    if (quantity != null && quantity.compareTo(order.filled) <= 0) {
      throw Problems.unprocessable(
          "already-filled", "So much is filled already", "filled: " + order.filled.toPlainString());
    }
    InstructionEntity instruction = instructing.next(order, InstructionKind.REPLACE);
    instruction.newQuantity = quantity;
    instruction.newPrice = price;
    return instructing.persist(order, instruction);
  }
}
