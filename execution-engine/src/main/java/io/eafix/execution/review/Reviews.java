package io.eafix.execution.review;

import io.eafix.execution.book.Booking;
import io.eafix.execution.halt.OperatorLog;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries out what a person decided about an instruction in {@code MANUAL_REVIEW}, in the running
 * transaction and with an entry in the operators' log.
 */
@ApplicationScoped
class Reviews {
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final Booking booking;
  private final OperatorLog log;
  private final Clock clock;

  Reviews(
      OrderRepository orders,
      InstructionRepository instructions,
      Booking booking,
      OperatorLog log,
      Clock clock) {
    this.orders = orders;
    this.instructions = instructions;
    this.booking = booking;
    this.log = log;
    this.clock = clock;
  }

  Uni<Void> decide(UUID executionId, Decision decision) {
    return instructions
        .findById(executionId)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("execution", executionId))
        .flatMap(
            found ->
                orders
                    .lock(found.orderId)
                    .map(Optional::orElseThrow)
                    // Read again: it may have changed while the lock was waited for.
                    .call(() -> instructions.refresh(found))
                    .flatMap(order -> decide(order, found, decision)));
  }

  private Uni<Void> decide(OrderEntity order, InstructionEntity instruction, Decision decision) {
    if (instruction.state != InstructionState.MANUAL_REVIEW) {
      throw Problems.unprocessable(
          "not-in-review", "Nobody has to decide about it", "it is " + instruction.state);
    }
    return log.write(
            decision.person(),
            decision.reason(),
            decision.finding().name(),
            "instruction " + instruction.clOrdId)
        .chain(() -> carryOut(order, instruction, decision));
  }

  private Uni<Void> carryOut(OrderEntity order, InstructionEntity instruction, Decision decision) {
    String by = decision.person() + ": " + decision.reason();
    Instant now = clock.instant();
    boolean isNew = instruction.kind == InstructionKind.NEW;
    switch (decision.finding()) {
      case ASK_AGAIN -> {
        instruction.state = InstructionState.IN_DOUBT;
        instruction.notFound = 0;
        instruction.unanswered = 0;
        instruction.nextAt = now;
        instruction.updatedAt = now;
        // The venue's reports may have moved the order on meanwhile.
        return isNew && order.status == OrderStatus.MANUAL_REVIEW
            ? booking.move(order, OrderTrigger.LOSE_TRACK, by)
            : done();
      }
      case NOT_AT_VENUE -> {
        if (isNew && order.filled.signum() > 0) {
          throw Problems.unprocessable(
              "has-traded",
              "The venue had it, since it has traded",
              "filled: " + order.filled.toPlainString() + "; decide AT_VENUE with how it ended");
        }
        instruction.close(InstructionState.REFUSED, "not-at-venue", by, now);
        return isNew ? booking.refuse(order, "not-at-venue", by) : done();
      }
      default -> {
        check(order, instruction, decision);
        instruction.close(InstructionState.DONE, "reviewed", by, now);
        return changed(order, instruction, decision).chain(() -> reported(order, decision, by));
      }
    }
  }

  private static void check(OrderEntity order, InstructionEntity instruction, Decision decision) {
    if (decision.state() == null || decision.venueOrderId() == null) {
      throw Problems.badRequest("state", "missing", "state and venueOrderId for AT_VENUE");
    }
    boolean isNew = instruction.kind == InstructionKind.NEW;
    if (!isNew && decision.state() == VenueReport.State.REJECTED) {
      throw Problems.badRequest(
          "state", "where the order stands, which was accepted", "NOT_AT_VENUE for a rejection");
    }
    if (decision.price() != null && order.type == OrderType.MARKET) {
      throw Problems.badRequest("price", "a market order has none", "absent");
    }
    boolean terms = decision.quantity() != null || decision.price() != null;
    if (terms && instruction.kind != InstructionKind.REPLACE) {
      throw Problems.badRequest("quantity", "it changes nothing", "absent, but for a replace");
    }
  }

  /** A replace that is at its venue changed the order. */
  private Uni<Void> changed(OrderEntity order, InstructionEntity instruction, Decision decision) {
    return instruction.kind == InstructionKind.REPLACE
        ? booking.replaced(
            order,
            instruction.clOrdId,
            Optional.ofNullable(decision.quantity()).orElse(instruction.newQuantity),
            Optional.ofNullable(decision.price()).orElse(instruction.newPrice))
        : done();
  }

  private Uni<Void> reported(OrderEntity order, Decision decision, String by) {
    VenueReport report = report(order, decision, by);
    return booking.report(order, report).invoke(() -> checkFilled(order, report));
  }

  /** Such an order would be live for good: nothing more comes from its venue. */
  private static void checkFilled(OrderEntity order, VenueReport report) {
    if (report.state() == VenueReport.State.FILLED && order.status != OrderStatus.FILLED) {
      throw Problems.badRequest(
          "executions",
          "not all that is filled: " + order.filled.toPlainString(),
          "those that make up " + order.quantity.toPlainString());
    }
  }

  private static VenueReport report(OrderEntity order, Decision decision, String by) {
    List<Decision.Fill> fills = decision.executions() == null ? List.of() : decision.executions();
    return new VenueReport(
        order.venue,
        order.clOrdId,
        decision.venueOrderId(),
        decision.state(),
        order.quantity,
        fills.stream().map(Decision.Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
        fills.stream().map(fill -> fill.execution(order.account)).toList(),
        Optional.of(by));
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
