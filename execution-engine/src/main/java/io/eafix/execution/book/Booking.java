package io.eafix.execution.book;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderProgress;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.venue.Dispute;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The only way an order's state changes after its intake: order row, fills, history and outbox
 * events in the running transaction, under the order's row lock.
 *
 * <p>Booking is idempotent and indifferent to order: a report that comes twice or late adds nothing
 * twice and takes nothing back.
 */
@ApplicationScoped
public class Booking {
  private static final Logger LOG = Logger.getLogger(Booking.class);

  private final Transactions transactions;
  private final OrderRepository orders;
  private final FillStore fills;
  private final DisputeStore disputes;
  private final HistoryStore history;
  private final OrderEvents events;
  private final BookMetrics metrics;
  private final Clock clock;

  Booking(
      Transactions transactions,
      OrderRepository orders,
      FillStore fills,
      DisputeStore disputes,
      HistoryStore history,
      OrderEvents events,
      BookMetrics metrics,
      Clock clock) {
    this.transactions = transactions;
    this.orders = orders;
    this.fills = fills;
    this.disputes = disputes;
    this.history = history;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Books what a venue reports about this order: its fills first, then what it says of the rest.
   */
  public Uni<Void> report(OrderEntity order, VenueReport report) {
    return fills(order, report).chain(() -> state(order, report));
  }

  /** Books the fills that a report brings, and the venue's own id of the order. */
  Uni<Void> fills(OrderEntity order, VenueReport report) {
    if (order.venueOrderId == null) {
      order.venueOrderId = report.venueOrderId();
    }
    return transactions
        .sql()
        .flatMap(
            sql ->
                Multi.createFrom()
                    .iterable(report.executions())
                    .onItem()
                    .transformToUniAndConcatenate(
                        execution -> fill(sql, order, report.clOrdId(), execution))
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Books what a report says of an order beyond its fills, which are booked. */
  Uni<Void> state(OrderEntity order, VenueReport told) {
    VenueReport report = told.meantFor(order.timeInForce);
    if (filledShort(order, report)) {
      return cut(order);
    }
    return switch (report.state()) {
      case REJECTED ->
          refuse(order, "venue-rejected", report.text().orElse("Refused by the venue"));
      default -> move(order, report.state().trigger(), report.text().orElse(null));
    };
  }

  /**
   * True if the venue is done with the order, has reported all that it filled of it, and that is
   * less than was ordered: it had reduced the order. A report of another time has another sum, one
   * from before a replace another id.
   */
  private static boolean filledShort(OrderEntity order, VenueReport report) {
    return report.state() == VenueReport.State.FILLED
        && !order.status.terminal()
        && order.filled.signum() > 0
        && order.filled.compareTo(report.filled()) == 0
        && order.filled.compareTo(order.quantity) < 0
        && order.clOrdId.equals(report.clOrdId());
  }

  /** Nothing more comes of such an order, so its rest is as good as cancelled. */
  private Uni<Void> cut(OrderEntity order) {
    String text = "Its venue holds it as filled with " + order.filled.toPlainString();
    order.code = "filled-short";
    order.text = text;
    metrics.filledShort(order);
    LOG.errorf("Order %s of %s: %s", order.id, order.quantity.toPlainString(), text);
    return move(order, OrderTrigger.CANCEL, text);
  }

  /**
   * Takes over a replace that the venue confirmed, with the quantity that the venue has.
   *
   * @param report of which nothing else is booked here
   */
  public Uni<Void> replaced(OrderEntity order, InstructionEntity replace, VenueReport report) {
    BigDecimal asked = replace.newQuantity;
    BigDecimal quantity = report.replacedTo(asked);
    if (asked != null && asked.compareTo(quantity) != 0) {
      LOG.errorf(
          "Order %s was to be of %s; its venue has %s",
          order.id, asked.toPlainString(), quantity.toPlainString());
    }
    return replaced(order, replace.clOrdId, quantity, replace.newPrice);
  }

  /**
   * Takes over what the venue confirmed of a replace: from now on it knows the order by this id.
   *
   * @param quantity null if it is as before
   * @param price null if it is as before
   */
  public Uni<Void> replaced(
      OrderEntity order, String clOrdId, BigDecimal quantity, BigDecimal price) {
    order.clOrdId = clOrdId;
    order.quantity = quantity == null ? order.quantity : quantity;
    if (price != null && order.type == OrderType.LIMIT) {
      order.limitPrice = price;
    } else if (price != null) {
      order.stopPrice = price;
    }
    boolean wasFilled = order.status == OrderStatus.FILLED;
    Uni<Void> moved = move(order, OrderTrigger.REPLACE, "now " + clOrdId);
    // It may end otherwise in this transaction, which the database allows no filled order.
    return wasFilled ? moved.chain(orders::flush) : moved;
  }

  private Uni<Void> fill(Sql sql, OrderEntity order, String clOrdId, Execution execution) {
    Instant now = clock.instant();
    return fills
        .insert(sql, order, clOrdId, execution, now)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case BOOKED -> booked(order, clOrdId, execution, now);
                  case KNOWN -> nothing();
                  case CONTRADICTED ->
                      disputes.keep(order.venue, clOrdId, order.id, Dispute.reused(execution));
                });
  }

  private Uni<Void> booked(OrderEntity order, String clOrdId, Execution execution, Instant now) {
    OrderProgress before = order.progress();
    OrderProgress after = before.fill(execution.quantity(), execution.price());
    order.take(after, now);
    metrics.filled(order, after);
    if (execution.foreign(order.account)) {
      metrics.foreignAccount(order);
      LOG.warnf("Venue %s names another account for a fill of order %s", order.venue, order.id);
    }
    if (after.overfilled()) {
      LOG.errorf("Order %s is overfilled by %s", order.id, execution.execId());
    }
    return tell(order, before.status(), after.fillTrigger(), execution.execId(), now)
        .chain(() -> events.filled(order, clOrdId, view(order, execution)));
  }

  /**
   * Ends the order as definitely refused, unless it has ended or traded: then the refusal is stale.
   *
   * @param code short and stable, for programs
   */
  public Uni<Void> refuse(OrderEntity order, String code, String text) {
    if (order.status.terminal()) {
      return nothing();
    } else if (order.filled.signum() > 0) {
      return move(order, OrderTrigger.ACKNOWLEDGE, "It has traded, so no refusal: " + code);
    }
    order.code = code;
    order.text = text;
    return move(order, OrderTrigger.REFUSE, code + ": " + text).chain(() -> events.rejected(order));
  }

  /**
   * Moves the order. Evidence that changes nothing leaves no trace; evidence that contradicts the
   * table is logged and ignored, since a venue's mistake must not stop the booking of its fills.
   *
   * @throws io.eafix.execution.order.IllegalTransitionException if the engine itself is wrong
   */
  public Uni<Void> move(OrderEntity order, OrderTrigger trigger, String detail) {
    OrderProgress before = order.progress();
    OrderTrigger effective = before.effective(trigger);
    if (effective.evidence() && before.status().after(effective).isEmpty()) {
      LOG.errorf("Order %s is %s; its venue says %s", order.id, before.status(), effective);
      return nothing();
    }
    OrderProgress after = before.on(effective);
    if (after.status() == before.status() && effective != OrderTrigger.REPLACE) {
      return nothing();
    }
    Instant now = clock.instant();
    order.take(after, now);
    metrics.moved(order, before.status());
    return tell(order, before.status(), effective, detail, now);
  }

  private Uni<Void> tell(
      OrderEntity order, OrderStatus from, OrderTrigger trigger, String detail, Instant now) {
    var entry = new HistoryStore.Entry(now, trigger, from, order.status, order.filled, detail);
    return transactions.sql().flatMap(sql -> history.add(sql, order.id, entry));
  }

  private static FillView view(OrderEntity order, Execution execution) {
    return new FillView(
        order.venue,
        order.account,
        execution.execId(),
        order.symbol,
        order.side,
        execution.quantity(),
        execution.price(),
        execution.time());
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
