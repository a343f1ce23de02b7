package io.eafix.execution.intake;

import io.eafix.execution.book.Booking;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
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
  private final Instructing instructing;
  private final Clock clock;

  CancelIntake(
      InstructionRepository instructions, Booking booking, Instructing instructing, Clock clock) {
    this.instructions = instructions;
    this.booking = booking;
    this.instructing = instructing;
    this.clock = clock;
  }

  /**
   * Whether an order may still trade, so that its end can be asked for. A filled one may, while its
   * venue is perhaps making it larger.
   *
   * @param order locked
   */
  public Uni<Boolean> open(OrderEntity order) {
    return order.status == OrderStatus.FILLED
        ? instructions.openOf(order.id).map(open -> open.stream().anyMatch(CancelIntake::replaces))
        : Uni.createFrom().item(!order.status.terminal());
  }

  private static boolean replaces(InstructionEntity instruction) {
    return instruction.kind == InstructionKind.REPLACE
        && instruction.state != InstructionState.PENDING;
  }

  /**
   * Asks for the end of an order.
   *
   * @param order locked, and {@link #open}
   * @return the ticket of the cancel; of the order's own instruction if it was withdrawn, of the
   *     cancel under way if there is one, which is sent again if a person is waited for
   */
  public Uni<Ticket> cancel(OrderEntity order, String why) {
    return instructions.openOf(order.id).flatMap(open -> cancel(order, open, why));
  }

  private Uni<Ticket> cancel(OrderEntity order, List<InstructionEntity> open, String why) {
    if (order.status == OrderStatus.PENDING_NEW) {
      InstructionEntity own = open.get(0);
      return withdraw(order, open, why).map(withdrawn -> Ticket.of(order, own));
    }
    return open.stream()
        .filter(instruction -> instruction.kind == InstructionKind.CANCEL)
        .findFirst()
        .map(underWay -> Uni.createFrom().item(Ticket.of(order, going(underWay, why))))
        .orElseGet(() -> instruct(order, why));
  }

  /** Two cancels do no more than one, and whoever asks wants one to be sent. */
  private InstructionEntity going(InstructionEntity underWay, String why) {
    if (underWay.state == InstructionState.MANUAL_REVIEW) {
      underWay.release(InstructionState.PENDING, 0, clock.instant());
      underWay.notFound = 0;
      underWay.unanswered = 0;
      underWay.code = null;
      underWay.text = why;
    }
    return underWay;
  }

  /**
   * Withdraws an order whose message waits again, since provably nothing of it has left, if a
   * cancel was asked for meanwhile.
   *
   * @param order locked, and {@code PENDING_NEW}
   */
  public Uni<Void> withdrawIfAsked(OrderEntity order) {
    return instructions
        .openOf(order.id)
        .flatMap(
            open ->
                open.stream()
                    .filter(instruction -> instruction.kind == InstructionKind.CANCEL)
                    .findFirst()
                    .map(cancel -> withdraw(order, open, cancel.text))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> withdraw(OrderEntity order, List<InstructionEntity> open, String why) {
    Instant now = clock.instant();
    open.forEach(pending -> pending.close(InstructionState.WITHDRAWN, "withdrawn", why, now));
    return booking.move(order, OrderTrigger.WITHDRAW, why);
  }

  private Uni<Ticket> instruct(OrderEntity order, String why) {
    InstructionEntity cancel = instructing.next(order, InstructionKind.CANCEL);
    cancel.text = why;
    return instructing.persist(order, cancel);
  }
}
