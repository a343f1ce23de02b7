package io.eafix.execution.api;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderStatus;
import java.time.Instant;

/**
 * What became of one request: the message it made, and the order.
 *
 * @param clOrdId of the message
 * @param status of the order
 * @param state of the message
 * @param sends how often it was begun to be sent; more than one only after proof that no byte left,
 *     or for a cancel, of which two do no more than one
 */
public record ExecutionView(
    String executionId,
    String orderId,
    String clOrdId,
    OrderStatus status,
    InstructionKind kind,
    InstructionState state,
    int sends,
    String code,
    String text,
    Instant createdAt,
    Instant updatedAt,
    OrderView order) {

  static ExecutionView of(InstructionEntity instruction, OrderView order) {
    return new ExecutionView(
        instruction.id.toString(),
        order.orderId(),
        instruction.clOrdId,
        order.status(),
        instruction.kind,
        instruction.state,
        instruction.sends,
        instruction.code,
        instruction.text,
        instruction.createdAt,
        instruction.updatedAt,
        order);
  }
}
