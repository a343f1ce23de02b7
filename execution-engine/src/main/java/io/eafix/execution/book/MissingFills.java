package io.eafix.execution.book;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reports of a venue that count more filled than it has reported in fills. The end of such an order
 * is not believed, since what was reserved for it would be released while some of it is traded: its
 * message is in doubt, so that the venue is asked, and at last a person, until the fills are there.
 */
@ApplicationScoped
class MissingFills {
  private static final Logger LOG = Logger.getLogger(MissingFills.class);
  private static final String WHY = "The venue has filled more than it has reported";

  private final InstructionRepository instructions;
  private final Booking booking;
  private final BookMetrics metrics;
  private final ExecutionConfig config;
  private final Clock clock;

  MissingFills(
      InstructionRepository instructions,
      Booking booking,
      BookMetrics metrics,
      ExecutionConfig config,
      Clock clock) {
    this.instructions = instructions;
    this.booking = booking;
    this.metrics = metrics;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Counts and logs fills that are missing, and if the order is to have ended lets the venue be
   * asked about it.
   *
   * @param known the message that the report names
   * @param report of which the fills are booked
   * @return true if the caller must not believe the order's end
   */
  Uni<Boolean> ask(InstructionEntity known, OrderEntity order, VenueReport report) {
    if (report.filled().compareTo(order.filled) <= 0) {
      return Uni.createFrom().item(false);
    }
    metrics.missing(order);
    LOG.errorf(
        "Order %s is filled by %s; its venue counts %s",
        order.id, order.filled.toPlainString(), report.filled().toPlainString());
    if (report.state() == VenueReport.State.WORKING || order.status.terminal()) {
      return Uni.createFrom().item(false);
    }
    return instructions
        .flush()
        // Read again: it may have changed while the order's lock was waited for.
        .chain(() -> instructions.refresh(known))
        .chain(() -> askable(known, order))
        .flatMap(
            asked ->
                asked.isPresent()
                    ? ask(asked.get(), order).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  /** The message to ask about: the one that is named, or else the one that made the order. */
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

  /** A person who is looking goes on. */
  private Uni<Void> ask(InstructionEntity known, OrderEntity order) {
    known.text = WHY;
    if (known.kind != InstructionKind.CANCEL) {
      known.code = InstructionEntity.FILLS_MISSING;
    }
    if (known.state == InstructionState.MANUAL_REVIEW) {
      return Uni.createFrom().voidItem();
    }
    known.release(InstructionState.IN_DOUBT, config.inDoubt().settleMs(), clock.instant());
    if (known.kind != InstructionKind.CANCEL) {
      known.notFound = 0;
      known.unanswered = 0;
    }
    return known.kind == InstructionKind.NEW && order.status == OrderStatus.SENT
        ? booking.move(order, OrderTrigger.LOSE_TRACK, WHY)
        : Uni.createFrom().voidItem();
  }

  /**
   * True if the end of the order is still being asked about, of which the report says nothing. Once
   * it is filled nothing is missing.
   */
  boolean asks(OrderEntity order, InstructionEntity instruction, VenueReport report) {
    return InstructionEntity.FILLS_MISSING.equals(instruction.code)
        && report.state() == VenueReport.State.WORKING
        && order.status != OrderStatus.FILLED;
  }
}
