package io.eafix.execution.intake;

import io.eafix.execution.book.Booking;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.order.Ids;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Takes cancels in, in the running transaction and under the order's row lock. An order that was
 * not sent is withdrawn on the spot; any other gets an instruction to cancel it, which waits until
 * it is known what became of the order's own message.
 */
@ApplicationScoped
public class CancelIntake {
  private final InstructionRepository instructions;
  private final Booking booking;
  private final Ids ids;
  private final Clock clock;

  CancelIntake(InstructionRepository instructions, Booking booking, Ids ids, Clock clock) {
    this.instructions = instructions;
    this.booking = booking;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Asks for the end of a live order.
   *
   * @param order locked, and not terminal
   * @return the ticket of the cancel; of the order's own instruction if it was withdrawn, of the
   *     cancel under way if there is one
   */
  public Uni<Ticket> cancel(OrderEntity order, String why) {
    return instructions.openOf(order.id).flatMap(open -> cancel(order, open, why));
  }

  private Uni<Ticket> cancel(OrderEntity order, List<InstructionEntity> open, String why) {
    Instant now = clock.instant();
    if (order.status == OrderStatus.PENDING_NEW) {
      InstructionEntity own = open.get(0);
      open.forEach(pending -> pending.close(InstructionState.WITHDRAWN, "withdrawn", why, now));
      return booking
          .move(order, OrderTrigger.WITHDRAW, why)
          .map(withdrawn -> Ticket.of(order, own));
    }
    return open.stream()
        .filter(instruction -> instruction.kind == InstructionKind.CANCEL)
        .findFirst()
        .map(underWay -> Uni.createFrom().item(Ticket.of(order, underWay)))
        .orElseGet(() -> instruct(order, why, now));
  }

  private Uni<Ticket> instruct(OrderEntity order, String why, Instant now) {
    if (order.instructions >= ClOrdIds.SEQUENCE_MAX) {
      throw Problems.unprocessable(
          "too-many-instructions",
          "The order has had too many instructions",
          "at most " + ClOrdIds.SEQUENCE_MAX);
    }
    order.instructions++;
    order.updatedAt = now;
    InstructionEntity cancel = new InstructionEntity();
    cancel.id = ids.next();
    cancel.orderId = order.id;
    cancel.number = order.instructions;
    cancel.kind = InstructionKind.CANCEL;
    cancel.venue = order.venue;
    cancel.clOrdId = ClOrdIds.of(order.id, cancel.number);
    cancel.state = InstructionState.PENDING;
    cancel.text = why;
    cancel.createdAt = now;
    cancel.updatedAt = now;
    return instructions.persist(cancel).map(persisted -> Ticket.of(order, cancel));
  }
}
