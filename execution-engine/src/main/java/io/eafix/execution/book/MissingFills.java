package io.eafix.execution.book;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.venue.Doubt;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Reports of a venue that count more filled than it has reported in fills. The end of such an order
 * is not believed, since what was reserved for it would be released while some of it is traded: its
 * message is in doubt, so that the venue is asked, and at last a person, until the fills are there.
 */
@ApplicationScoped
class MissingFills {
  private static final Logger LOG = Logger.getLogger(MissingFills.class);

  private final Reopening reopening;
  private final BookMetrics metrics;

  MissingFills(Reopening reopening, BookMetrics metrics) {
    this.reopening = reopening;
    this.metrics = metrics;
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
    return report.state() == VenueReport.State.WORKING || order.status.terminal()
        ? Uni.createFrom().item(false)
        : reopening.ask(known, order, Doubt.FILLS_MISSING);
  }

  /**
   * True if the message is still being asked about, for something of which the report says nothing.
   * Once the order is filled nothing is missing.
   */
  boolean asks(OrderEntity order, InstructionEntity instruction, VenueReport report) {
    return Doubt.of(instruction.code).map(Doubt::outlivesWork).orElse(false)
        && report.state() == VenueReport.State.WORKING
        && order.status != OrderStatus.FILLED;
  }
}
