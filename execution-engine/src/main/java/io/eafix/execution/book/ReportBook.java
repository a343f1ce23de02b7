package io.eafix.execution.book;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.venue.Doubt;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Books reports that a venue sends by itself, each in its own transaction. Such a report is
 * evidence as good as an answer: it also ends the doubt about the new order it speaks of.
 */
@ApplicationScoped
public class ReportBook implements ReportSink {
  private static final Logger LOG = Logger.getLogger(ReportBook.class);

  private final Transactions transactions;
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final Booking booking;
  private final Refusals refusals;
  private final MissingFills missing;
  private final Reopening reopening;
  private final DisputeStore disputes;
  private final StrayStore strays;
  private final Clock clock;

  ReportBook(
      Transactions transactions,
      OrderRepository orders,
      InstructionRepository instructions,
      Booking booking,
      Refusals refusals,
      MissingFills missing,
      Reopening reopening,
      DisputeStore disputes,
      StrayStore strays,
      Clock clock) {
    this.transactions = transactions;
    this.orders = orders;
    this.instructions = instructions;
    this.booking = booking;
    this.refusals = refusals;
    this.missing = missing;
    this.reopening = reopening;
    this.disputes = disputes;
    this.strays = strays;
    this.clock = clock;
  }

  @Override
  public Uni<Void> book(VenueReport report) {
    return transactions.inNewTransaction(
        () ->
            instructions
                .ofClOrdId(report.clOrdId())
                .flatMap(
                    known ->
                        known
                            .map(instruction -> book(instruction, report))
                            .orElseGet(() -> strays.keep(report))));
  }

  @Override
  public Uni<Void> refuse(String venue, String clOrdId, String code, String text) {
    return transactions.inNewTransaction(
        () ->
            instructions
                .ofClOrdId(clOrdId)
                .flatMap(
                    known ->
                        known
                            .map(instruction -> refuse(instruction, code, text))
                            .orElseGet(() -> unknown(venue, clOrdId, code))));
  }

  @Override
  public Uni<Void> doubt(String venue, String clOrdId, Doubt doubt) {
    return transactions.inNewTransaction(
        () ->
            instructions
                .ofClOrdId(clOrdId)
                .flatMap(
                    known ->
                        known
                            .map(instruction -> doubt(instruction, doubt))
                            .orElseGet(() -> Uni.createFrom().voidItem())));
  }

  private Uni<Void> doubt(InstructionEntity known, Doubt doubt) {
    return orders
        .lock(known.orderId)
        .map(Optional::orElseThrow)
        .flatMap(
            order ->
                doubt == Doubt.PERHAPS_REFUSED
                    ? reopening.askIfCurrent(known, order, doubt)
                    : reopening.ask(known, order, doubt))
        .replaceWithVoid();
  }

  private Uni<Void> refuse(InstructionEntity known, String code, String text) {
    return orders
        .lock(known.orderId)
        .map(Optional::orElseThrow)
        // Read again: it may have changed while the lock was waited for.
        .call(() -> instructions.refresh(known))
        .flatMap(
            order ->
                known.state.closed()
                    ? Uni.createFrom().voidItem()
                    : refusals.refuse(order, known, code, text));
  }

  private static Uni<Void> unknown(String venue, String clOrdId, String code) {
    LOG.errorf("Venue %s refused %s, which is not ours: %s", venue, clOrdId, code);
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> book(InstructionEntity known, VenueReport report) {
    return orders
        .lock(known.orderId)
        .map(Optional::orElseThrow)
        .flatMap(order -> book(known, order, report.meantFor(order.timeInForce)));
  }

  private Uni<Void> book(InstructionEntity known, OrderEntity order, VenueReport report) {
    Uni<Void> disputed =
        report
            .dispute()
            .map(said -> disputes.keep(report.venue(), report.clOrdId(), order.id, said))
            .orElseGet(() -> Uni.createFrom().voidItem());
    return disputed
        .chain(() -> stale(known, report))
        .flatMap(stale -> stale ? ignored(known, report) : change(known, order, report));
  }

  /** A report by the id of a replace or a cancel speaks of that first. */
  private Uni<Void> change(InstructionEntity known, OrderEntity order, VenueReport report) {
    if (known.kind == InstructionKind.NEW) {
      return settle(known, order, report);
    }
    // Read again: it may have changed while the order's lock was waited for.
    return instructions
        .refresh(known)
        .chain(
            () ->
                report.state() == VenueReport.State.REJECTED && known.state != InstructionState.DONE
                    ? rejected(known, order, report)
                    : settle(known, order, report));
  }

  /** The change was rejected, and not its order. */
  private Uni<Void> rejected(InstructionEntity known, OrderEntity order, VenueReport report) {
    return known.state.closed()
        ? Uni.createFrom().voidItem()
        : refusals.refuse(
            order, known, "venue-rejected", report.text().orElse("Refused by the venue"));
  }

  /**
   * True if a new order's message that another has succeeded ended without a fill: that says
   * nothing of the successor, which may be alive.
   */
  private Uni<Boolean> stale(InstructionEntity known, VenueReport report) {
    boolean ended =
        report.state() != VenueReport.State.WORKING && report.state() != VenueReport.State.FILLED;
    return known.kind == InstructionKind.NEW && ended && report.filled().signum() == 0
        ? instructions.succeeded(known)
        : Uni.createFrom().item(false);
  }

  private static Uni<Void> ignored(InstructionEntity known, VenueReport report) {
    LOG.warnf("%s is %s at its venue; its order went out anew", known.clOrdId, report.state());
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> settle(InstructionEntity known, OrderEntity order, VenueReport report) {
    return instructions
        .openOf(order.id)
        .flatMap(
            open ->
                replace(known, order, report)
                    .chain(() -> booking.fills(order, report))
                    .chain(() -> missing.ask(known, order, report))
                    .flatMap(
                        asked ->
                            asked ? Uni.createFrom().voidItem() : settle(order, open, report)));
  }

  private Uni<Void> replace(InstructionEntity known, OrderEntity order, VenueReport report) {
    if (known.kind != InstructionKind.REPLACE
        || report.state() == VenueReport.State.REJECTED
        || missing.asks(order, known, report)) {
      return Uni.createFrom().voidItem();
    }
    return tookEffect(known, order)
        .flatMap(effect -> effect ? replaced(known, order, report) : Uni.createFrom().voidItem());
  }

  /**
   * True if what the venue reports by the id of a replace is news: that replace had not ended here,
   * or was given up as refused and no later one took effect.
   */
  private Uni<Boolean> tookEffect(InstructionEntity known, OrderEntity order) {
    boolean givenUp = known.state == InstructionState.REFUSED && known.sentAt != null;
    return givenUp
        ? instructions
            .ofClOrdId(order.clOrdId)
            .map(current -> current.map(one -> one.number < known.number).orElse(false))
        : Uni.createFrom().item(!known.state.closed());
  }

  private Uni<Void> replaced(InstructionEntity known, OrderEntity order, VenueReport report) {
    if (known.state.closed()) {
      LOG.errorf("%s, which was given up, took effect at venue %s", known.clOrdId, known.venue);
    }
    end(known, InstructionState.DONE, report);
    return booking.replaced(order, known, report);
  }

  private Uni<Void> settle(OrderEntity order, List<InstructionEntity> open, VenueReport report) {
    for (InstructionEntity instruction : open) {
      if (instruction.kind == InstructionKind.NEW && !missing.asks(order, instruction, report)) {
        boolean rejected = report.state() == VenueReport.State.REJECTED;
        end(instruction, rejected ? InstructionState.REFUSED : InstructionState.DONE, report);
      } else if (instruction.clOrdId.equals(report.clOrdId())
          && instruction.kind == InstructionKind.CANCEL
          && report.state() == VenueReport.State.CANCELED) {
        end(instruction, InstructionState.DONE, report);
      }
    }
    return booking.state(order, report);
  }

  private void end(InstructionEntity instruction, InstructionState state, VenueReport report) {
    instruction.close(state, null, report.text().orElse(null), clock.instant());
  }
}
