package io.eafix.execution.intake;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.order.Ids;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.QuoteTimes;
import io.eafix.execution.venue.Venues;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Takes orders in: the order and the instruction to send it, with the client order id it will have
 * at the venue, in the running transaction. Nothing is sent here; once the transaction commits, the
 * sender will, even if this process dies.
 */
@ApplicationScoped
public class OrderIntake {
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final Venues venues;
  private final QuoteTimes quoteTimes;
  private final Ids ids;
  private final Clock clock;
  private final ExecutionConfig config;

  OrderIntake(
      OrderRepository orders,
      InstructionRepository instructions,
      Venues venues,
      QuoteTimes quoteTimes,
      Ids ids,
      Clock clock,
      ExecutionConfig config) {
    this.orders = orders;
    this.instructions = instructions;
    this.venues = venues;
    this.quoteTimes = quoteTimes;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  /**
   * Takes an order in.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if the venue is unknown, the quantity
   *     beyond its limit, or the quote from the future
   */
  public Uni<Ticket> accept(OrderTerms terms, Origin origin) {
    if (terms.quantity().compareTo(config.quantityMax()) > 0) {
      throw Problems.badRequest("quantity", "too large", "at most " + config.quantityMax());
    }
    return enter(terms, origin);
  }

  /** As {@link #accept}, whatever the quantity: for what only reduces. */
  Uni<Ticket> enter(OrderTerms terms, Origin origin) {
    String venue = terms.venue().orElse(config.defaultVenue());
    if (venues.named(venue).isEmpty()) {
      String known =
          venues.all().stream()
              .map(known2 -> known2.name())
              .sorted()
              .collect(Collectors.joining(", "));
      throw Problems.badRequest("venue", "unknown: " + venue, known);
    }
    terms.quote().ifPresent(quote -> quoteTimes.check(quote, "quoteTime"));
    OrderEntity order = order(terms, origin, venue);
    InstructionEntity instruction = instruction(order);
    return orders
        .persist(order)
        .chain(() -> instructions.persist(instruction))
        .map(persisted -> Ticket.of(order, instruction));
  }

  private OrderEntity order(OrderTerms terms, Origin origin, String venue) {
    Instant now = clock.instant();
    OrderEntity order = new OrderEntity();
    order.id = ids.next();
    order.account = terms.account();
    order.symbol = terms.symbol();
    order.side = terms.side();
    order.type = terms.type();
    order.timeInForce = terms.timeInForce();
    order.quantity = terms.quantity();
    order.limitPrice = terms.limitPrice().orElse(null);
    order.stopPrice = terms.stopPrice().orElse(null);
    order.bid = terms.quote().map(Quote::bid).orElse(null);
    order.ask = terms.quote().map(Quote::ask).orElse(null);
    order.quoteTime = terms.quote().map(Quote::time).orElse(null);
    order.venue = venue;
    order.instructions = 1;
    order.clOrdId = ClOrdIds.of(order.id, order.instructions);
    order.status = OrderStatus.PENDING_NEW;
    order.filled = BigDecimal.ZERO;
    order.notional = BigDecimal.ZERO;
    order.signalId = origin.signalId().orElse(null);
    order.reservationId = origin.reservationId().orElse(null);
    if (order.signalId != null) {
      order.reservedQuantity = order.quantity;
      order.reservedPrice = terms.limitPrice().or(terms::stopPrice).orElse(null);
    }
    order.strategy = origin.strategy().orElse(null);
    order.createdAt = now;
    order.updatedAt = now;
    return order;
  }

  private InstructionEntity instruction(OrderEntity order) {
    InstructionEntity instruction = new InstructionEntity();
    instruction.id = ids.next();
    instruction.orderId = order.id;
    instruction.number = order.instructions;
    instruction.kind = InstructionKind.NEW;
    instruction.venue = order.venue;
    instruction.clOrdId = order.clOrdId;
    instruction.state = InstructionState.PENDING;
    instruction.createdAt = order.createdAt;
    instruction.updatedAt = order.createdAt;
    return instruction;
  }
}
