package io.eafix.execution.intake;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;

/**
 * The answer to an accepted request: what to ask for later.
 *
 * @param executionId identifies the request; its status is at {@code /orders/{executionId}/status}
 * @param orderId identifies the order
 * @param clOrdId identifies the message at the venue
 * @param status of the order when the request was accepted
 */
public record Ticket(String executionId, String orderId, String clOrdId, OrderStatus status) {
  /** The ticket of an instruction. */
  public static Ticket of(OrderEntity order, InstructionEntity instruction) {
    return new Ticket(
        instruction.id.toString(), order.id.toString(), instruction.clOrdId, order.status);
  }
}
