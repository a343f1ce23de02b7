package io.eafix.execution.sender;

import io.eafix.execution.book.Booking;
import io.eafix.execution.book.Refusals;
import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.intake.CancelIntake;
import io.eafix.execution.intake.Instructing;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * Writes what came of a claim: instruction, order, fills, history and events in one transaction, if
 * and only if the claim's fence still holds. A claimant that was paused past its lease changes
 * nothing.
 */
@ApplicationScoped
class Outcomes {
  private static final String NOT_RECEIVED = "not-received";

  private final Transactions transactions;
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final Booking booking;
  private final Refusals refusals;
  private final Doubts doubts;
  private final SenderMetrics metrics;
  private final Instructing instructing;
  private final CancelIntake cancels;
  private final ExecutionConfig config;
  private final Clock clock;

  Outcomes(
      Transactions transactions,
      OrderRepository orders,
      InstructionRepository instructions,
      Booking booking,
      Refusals refusals,
      Doubts doubts,
      SenderMetrics metrics,
      Instructing instructing,
      CancelIntake cancels,
      ExecutionConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.orders = orders;
    this.instructions = instructions;
    this.booking = booking;
    this.refusals = refusals;
    this.doubts = doubts;
    this.metrics = metrics;
    this.instructing = instructing;
    this.cancels = cancels;
    this.config = config;
    this.clock = clock;
  }

  /** Writes the outcome of a message; false if the fence was lost and nothing was written. */
  Uni<Boolean> sent(Claim claim, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Booked) {
      return Uni.createFrom().item(true);
    }
    return guarded(
        claim,
        InstructionState.SENT,
        (order, instruction) -> {
          if (outcome instanceof SendOutcome.Accepted accepted) {
            return done(order, instruction, accepted.report());
          } else if (outcome instanceof SendOutcome.Refused refused) {
            return refusals.refuse(order, instruction, refused.code(), refused.text());
          } else if (outcome instanceof SendOutcome.NotSent unsent) {
            return unsent(order, instruction, unsent.cause());
          }
          return lost(order, instruction, ((SendOutcome.Indeterminate) outcome).cause());
        });
  }

  /** Writes the answer to a question about an instruction in doubt; false if the fence was lost. */
  Uni<Boolean> answered(Claim claim, Verdict verdict) {
    return guarded(
        claim,
        InstructionState.IN_DOUBT,
        (order, instruction) -> {
          if (verdict instanceof Verdict.Known known) {
            return known(claim, order, instruction, known.report());
          } else if (verdict instanceof Verdict.Absent absent) {
            return absent(order, instruction, absent);
          } else if (verdict instanceof Verdict.Void none) {
            instruction.close(InstructionState.REFUSED, none.code(), none.why(), clock.instant());
            return Uni.createFrom().voidItem();
          } else if (verdict instanceof Verdict.Again again) {
            return again(instruction, again.why());
          } else if (verdict instanceof Verdict.Person person) {
            return giveUp(order, instruction, person.why());
          }
          return later(instruction, (Verdict.Later) verdict);
        });
  }

  private Uni<Boolean> guarded(
      Claim claim,
      InstructionState state,
      BiFunction<OrderEntity, InstructionEntity, Uni<Void>> work) {
    return transactions.inNewTransaction(
        () ->
            orders
                .lock(claim.orderId())
                .map(order -> order.orElseThrow())
                .flatMap(
                    order ->
                        instructions
                            .findById(claim.id())
                            .flatMap(
                                instruction ->
                                    instruction.fence == claim.fence() && instruction.state == state
                                        ? work.apply(order, instruction).replaceWith(true)
                                        : Uni.createFrom().item(false))));
  }

  private Uni<Void> done(OrderEntity order, InstructionEntity instruction, VenueReport report) {
    boolean refused = refutes(instruction, report);
    instruction.close(
        refused ? InstructionState.REFUSED : InstructionState.DONE,
        refused ? report.state().name() : null,
        report.text().orElse(null),
        clock.instant());
    if (instruction.kind != InstructionKind.REPLACE) {
      return booking.report(order, report);
    } else if (!refused) {
      return booking
          .replaced(order, instruction, report)
          .chain(() -> booking.report(order, report));
    }
    // By its own id the replace is rejected, and not its order.
    return report.clOrdId().equals(instruction.clOrdId)
        ? Uni.createFrom().voidItem()
        : booking.report(order, report);
  }

  /** Books what the venue knows; while it counts fills that have not come, the doubt goes on. */
  private Uni<Void> known(
      Claim claim, OrderEntity order, InstructionEntity instruction, VenueReport report) {
    BigDecimal brought =
        report.executions().stream()
            .map(Execution::quantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal missing = report.filled().subtract(order.filled.max(brought));
    if (missing.signum() <= 0) {
      return done(order, instruction, report);
    }
    String why = "The venue has filled " + missing.toPlainString() + " more than it has reported";
    Verdict next = doubts.unanswered(claim, why);
    return next instanceof Verdict.Person
        ? giveUp(order, instruction, why)
        : later(instruction, (Verdict.Later) next);
  }

  /** True if the report shows that the message was refused, or came too late to do anything. */
  private static boolean refutes(InstructionEntity instruction, VenueReport report) {
    return switch (instruction.kind) {
      case NEW -> report.state() == VenueReport.State.REJECTED;
      case CANCEL -> report.state() != VenueReport.State.CANCELED;
      case REPLACE ->
          report.state() == VenueReport.State.REJECTED
              || !report.clOrdId().equals(instruction.clOrdId);
    };
  }

  /**
   * The message never took effect and never will. A saga waits for the outcome of its order and not
   * for that of one message, so its order goes out anew if that is proven, unless someone has
   * meanwhile asked for something else or the market has moved on since it was decided.
   */
  private Uni<Void> absent(
      OrderEntity order, InstructionEntity instruction, Verdict.Absent absent) {
    String why = absent.why();
    if (!absent.proven() || !wanted(order, instruction)) {
      return refusals.refuse(order, instruction, NOT_RECEIVED, why);
    }
    instruction.close(InstructionState.REFUSED, NOT_RECEIVED, why, clock.instant());
    InstructionEntity anew = instructing.next(order, InstructionKind.NEW);
    order.clOrdId = anew.clOrdId;
    return instructions
        .flush()
        .chain(() -> instructing.persist(order, anew))
        .chain(() -> booking.move(order, OrderTrigger.UNSEND, why));
  }

  private boolean wanted(OrderEntity order, InstructionEntity instruction) {
    Instant stale = order.createdAt.plusMillis(config.inDoubt().resendAgeMaxMs());
    return instruction.kind == InstructionKind.NEW
        && order.signalId != null
        && instruction.number == order.instructions
        && instruction.number <= config.inDoubt().resendsMax()
        && !clock.instant().isAfter(stale);
  }

  private Uni<Void> again(InstructionEntity instruction, String why) {
    release(instruction, InstructionState.PENDING, 0);
    instruction.notFound = 0;
    instruction.text = why;
    return Uni.createFrom().voidItem();
  }

  /** Ends an instruction that must not go out: nothing of it has left. */
  Uni<Void> heldBack(ClaimStore.HeldBack held) {
    return transactions
        .inNewTransaction(
            () ->
                orders
                    .lock(held.orderId())
                    .map(order -> order.orElseThrow())
                    .flatMap(
                        order ->
                            instructions
                                .findById(held.id())
                                .flatMap(
                                    instruction ->
                                        instruction.state == InstructionState.PENDING
                                            ? refusals.refuse(
                                                order,
                                                instruction,
                                                held.why().code,
                                                held.why().text)
                                            : Uni.createFrom().voidItem())))
        .replaceWithVoid();
  }

  private Uni<Void> unsent(OrderEntity order, InstructionEntity instruction, String cause) {
    release(instruction, InstructionState.PENDING, config.sender().unsentRetryMs());
    instruction.text = cause;
    return move(order, instruction, OrderTrigger.UNSEND, cause)
        .chain(
            () ->
                order.status == OrderStatus.PENDING_NEW
                    ? cancels.withdrawIfAsked(order)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> lost(OrderEntity order, InstructionEntity instruction, String cause) {
    release(instruction, InstructionState.IN_DOUBT, config.inDoubt().settleMs());
    instruction.text = cause;
    return move(order, instruction, OrderTrigger.LOSE_TRACK, cause);
  }

  private Uni<Void> giveUp(OrderEntity order, InstructionEntity instruction, String why) {
    release(instruction, InstructionState.MANUAL_REVIEW, 0);
    metrics.reviewed(instruction);
    instruction.text = why;
    // The venue's reports may have ended the order, whose fills were asked about, meanwhile.
    return order.status.after(OrderTrigger.GIVE_UP).isPresent()
        ? move(order, instruction, OrderTrigger.GIVE_UP, why)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> later(InstructionEntity instruction, Verdict.Later later) {
    release(instruction, InstructionState.IN_DOUBT, later.pauseMs());
    instruction.notFound = later.notFound();
    instruction.unanswered = later.unanswered();
    instruction.text = later.why();
    return Uni.createFrom().voidItem();
  }

  /** Only a new order's own message decides where the order stands. */
  private Uni<Void> move(
      OrderEntity order, InstructionEntity instruction, OrderTrigger trigger, String detail) {
    return instruction.kind == InstructionKind.NEW
        ? booking.move(order, trigger, detail)
        : Uni.createFrom().voidItem();
  }

  private void release(InstructionEntity instruction, InstructionState state, long pauseMs) {
    instruction.release(state, pauseMs, clock.instant());
  }
}
