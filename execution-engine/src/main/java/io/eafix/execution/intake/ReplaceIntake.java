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
   * Asks for another quantity or price of a live order. The order of a saga has room reserved for
   * its first quantity at its first price and was checked for no more, so neither may grow beyond;
   * who wants more sends a signal of its own.
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
    if (order.signalId != null && grows(order, quantity, price)) {
      throw Problems.unprocessable(
          "beyond-reservation",
          "A saga's order cannot grow beyond what was reserved for it",
          "reserved for it: " + reserved(order));
    }
    InstructionEntity instruction = instructing.next(order, InstructionKind.REPLACE);
    instruction.newQuantity = quantity;
    instruction.newPrice = price;
    return instructing.persist(order, instruction);
  }

  private static boolean grows(OrderEntity order, BigDecimal quantity, BigDecimal price) {
    return quantity != null && quantity.compareTo(reservedQuantity(order)) > 0
        || price != null && price.compareTo(reservedPrice(order)) > 0;
  }

  private static String reserved(OrderEntity order) {
    String quantity = reservedQuantity(order).toPlainString();
    BigDecimal price = reservedPrice(order);
    return price == null ? quantity : quantity + " at " + price.toPlainString();
  }

  /** A replica of before may have taken the order in, without noting it. */
  private static BigDecimal reservedQuantity(OrderEntity order) {
    return order.reservedQuantity == null ? order.quantity : order.reservedQuantity;
  }

  private static BigDecimal reservedPrice(OrderEntity order) {
    BigDecimal present = order.limitPrice == null ? order.stopPrice : order.limitPrice;
    return order.reservedPrice == null ? present : order.reservedPrice;
  }
}
