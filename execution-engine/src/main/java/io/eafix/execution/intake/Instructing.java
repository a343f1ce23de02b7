package io.eafix.execution.intake;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.order.Ids;
import io.eafix.execution.order.OrderEntity;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Makes an order's further instructions: the next number, and the client order id it implies. */
@ApplicationScoped
public class Instructing {
  private final InstructionRepository instructions;
  private final Ids ids;
  private final Clock clock;

  Instructing(InstructionRepository instructions, Ids ids, Clock clock) {
    this.instructions = instructions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A new instruction, not persisted yet.
   *
   * @param order locked; its count of instructions grows
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it has had too many
   */
  public InstructionEntity next(OrderEntity order, InstructionKind kind) {
    int most = kind == InstructionKind.REPLACE ? ClOrdIds.REPLACE_MAX : ClOrdIds.SEQUENCE_MAX;
    if (order.instructions >= most) {
      throw Problems.unprocessable(
          "too-many-instructions",
          "The order has had too many instructions",
          "at most " + most + ", this one included");
    }
    Instant now = clock.instant();
    order.instructions++;
    order.updatedAt = now;
    InstructionEntity instruction = new InstructionEntity();
    instruction.id = ids.next();
    instruction.orderId = order.id;
    instruction.number = order.instructions;
    instruction.kind = kind;
    instruction.venue = order.venue;
    instruction.clOrdId = ClOrdIds.of(order.id, instruction.number);
    instruction.state = InstructionState.PENDING;
    instruction.createdAt = now;
    instruction.updatedAt = now;
    return instruction;
  }

  /** Stores it with its order, in the running transaction. */
  public Uni<Ticket> persist(OrderEntity order, InstructionEntity instruction) {
    return instructions.persist(instruction).map(persisted -> Ticket.of(order, instruction));
  }
}
