package io.eafix.execution.book;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.venue.Doubt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts a message in doubt that its venue had answered, so that the venue is asked about it, and at
 * last a person: in the running transaction, under the order's lock.
 */
@ApplicationScoped
class Reopening {
  private final InstructionRepository instructions;
  private final Booking booking;
  private final ExecutionConfig config;
  private final Clock clock;

  Reopening(
      InstructionRepository instructions, Booking booking, ExecutionConfig config, Clock clock) {
    this.instructions = instructions;
    this.booking = booking;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Lets the venue be asked about the message that is named, or else about the one that made the
   * order what it is. A person who is looking goes on.
   *
   * @return false if there is none that can be asked about
   */
  Uni<Boolean> ask(InstructionEntity known, OrderEntity order, Doubt doubt) {
    return instructions
        .flush()
        // Read again: it may have changed while the order's lock was waited for.
        .chain(() -> instructions.refresh(known))
        .chain(() -> askable(known, order))
        .flatMap(
            asked ->
                asked.isPresent()
                    ? release(asked.get(), order, doubt).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  /** As {@link #ask}, if the message that is named made an order what it is that lives on. */
  Uni<Boolean> askIfCurrent(InstructionEntity known, OrderEntity order, Doubt doubt) {
    return instructions
        .refresh(known)
        .chain(
            () ->
                !order.status.terminal() && current(known, order)
                    ? release(known, order, doubt).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  private Uni<Optional<InstructionEntity>> askable(InstructionEntity known, OrderEntity order) {
    return pending(known) || current(known, order)
        ? Uni.createFrom().item(Optional.of(known))
        : instructions
            .ofClOrdId(order.clOrdId)
            .map(found -> found.filter(other -> pending(other) || current(other, order)));
  }

  private static boolean pending(InstructionEntity known) {
    return known.state == InstructionState.SENT
        || known.state == InstructionState.IN_DOUBT
        || known.state == InstructionState.MANUAL_REVIEW;
  }

  /** True if the message has ended and made the order what it is, so that it can be asked about. */
  private static boolean current(InstructionEntity known, OrderEntity order) {
    return known.kind != InstructionKind.CANCEL
        && known.state == InstructionState.DONE
        && known.sentAt != null
        && known.clOrdId.equals(order.clOrdId);
  }

  private Uni<Void> release(InstructionEntity known, OrderEntity order, Doubt doubt) {
    // Or the questions would begin anew for ever, and no person be called.
    boolean asked =
        known.state == InstructionState.IN_DOUBT
            && (known.kind == InstructionKind.CANCEL || doubt.code().equals(known.code));
    known.text = doubt.text();
    // The code of a cancel is what the venue refused it with.
    if (known.kind != InstructionKind.CANCEL) {
      known.code = doubt.code();
    }
    if (asked || known.state == InstructionState.MANUAL_REVIEW) {
      return Uni.createFrom().voidItem();
    }
    known.release(InstructionState.IN_DOUBT, config.inDoubt().settleMs(), clock.instant());
    if (known.kind != InstructionKind.CANCEL) {
      known.notFound = 0;
      known.unanswered = 0;
    }
    return known.kind == InstructionKind.NEW && order.status == OrderStatus.SENT
        ? booking.move(order, OrderTrigger.LOSE_TRACK, doubt.text())
        : Uni.createFrom().voidItem();
  }
}
