package io.eafix.execution.sender;

import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.VenueCancel;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueQuery;
import io.eafix.execution.venue.VenueReplace;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One instruction that this process may work on until the lease ends, with all that its message
 * needs. Whatever comes of it is written only while the row still has this {@code fence}.
 *
 * @param origClOrdId for cancel and replace: the id by which the venue knows the order
 * @param code why the venue refused a cancel, if that is what is being looked into
 * @param sentAt when the intent to send was committed
 */
record Claim(
    UUID id,
    UUID orderId,
    InstructionKind kind,
    String origClOrdId,
    long fence,
    int notFound,
    int unanswered,
    int sends,
    String code,
    Instant sentAt,
    VenueOrder order) {

  String clOrdId() {
    return order.clOrdId();
  }

  VenueCancel cancel() {
    return new VenueCancel(
        clOrdId(),
        origClOrdId,
        order.account(),
        order.symbol(),
        order.side(),
        order.quantity(),
        sentAt);
  }

  VenueReplace replace() {
    return new VenueReplace(origClOrdId, order);
  }

  /** The question whose answer tells what became of the message: a cancel shows in its order. */
  VenueQuery query() {
    String about = kind == InstructionKind.CANCEL ? origClOrdId : clOrdId();
    return new VenueQuery(about, order.account(), order.symbol(), order.side(), sentAt);
  }

  static Claim of(Row row) {
    OrderType type = OrderType.valueOf(row.getString("type"));
    Instant sentAt = row.getOffsetDateTime("sent_at").toInstant();
    Optional<BigDecimal> newPrice = Optional.ofNullable(row.getBigDecimal("new_price"));
    VenueOrder order =
        new VenueOrder(
            row.getString("cl_ord_id"),
            row.getString("account"),
            row.getString("symbol"),
            Side.valueOf(row.getString("side")),
            type,
            TimeInForce.valueOf(row.getString("time_in_force")),
            Optional.ofNullable(row.getBigDecimal("new_quantity"))
                .orElse(row.getBigDecimal("quantity")),
            price(type, OrderType.LIMIT, newPrice, row.getBigDecimal("limit_price")),
            price(type, OrderType.STOP, newPrice, row.getBigDecimal("stop_price")),
            quote(row),
            sentAt);
    return new Claim(
        row.getUUID("id"),
        row.getUUID("order_id"),
        InstructionKind.valueOf(row.getString("kind")),
        row.getString("orig_cl_ord_id"),
        row.getLong("fence"),
        row.getInteger("not_found"),
        row.getInteger("unanswered"),
        row.getInteger("sends"),
        row.getString("code"),
        sentAt,
        order);
  }

  private static Optional<BigDecimal> price(
      OrderType type, OrderType wanted, Optional<BigDecimal> changed, BigDecimal present) {
    return type == wanted ? changed.or(() -> Optional.of(present)) : Optional.empty();
  }

  private static Optional<Quote> quote(Row row) {
    BigDecimal bid = row.getBigDecimal("bid");
    return bid == null
        ? Optional.empty()
        : Optional.of(
            new Quote(
                bid, row.getBigDecimal("ask"), row.getOffsetDateTime("quote_time").toInstant()));
  }
}
