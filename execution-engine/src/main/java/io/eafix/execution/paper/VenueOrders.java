package io.eafix.execution.paper;

import io.eafix.execution.matching.Matching;
import io.eafix.execution.matching.Trade;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueReport;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between the ledger's rows and what the venue says of them. */
final class VenueOrders {
  private VenueOrders() {}

  static Matching.Terms terms(VenueOrder order) {
    return new Matching.Terms(
        order.side(),
        order.type(),
        order.timeInForce(),
        order.quantity(),
        order.limitPrice(),
        order.stopPrice());
  }

  /** The terms of what is left of a resting order. */
  static Matching.Terms terms(Row row) {
    return new Matching.Terms(
        Side.valueOf(row.getString("side")),
        OrderType.valueOf(row.getString("type")),
        TimeInForce.valueOf(row.getString("time_in_force")),
        row.getBigDecimal("quantity").subtract(row.getBigDecimal("filled")),
        Optional.ofNullable(row.getBigDecimal("limit_price")),
        Optional.ofNullable(row.getBigDecimal("stop_price")));
  }

  /** The report of an order that has just been opened. */
  static VenueReport report(Row order, List<Trade> trades, Instant at) {
    List<Execution> fills = new ArrayList<>(trades.size());
    for (Trade trade : trades) {
      fills.add(
          new Execution(
              order.getString("account"),
              execId(venueOrderId(order), fills.size() + 1),
              trade.quantity(),
              trade.price(),
              at));
    }
    return report(order, fills);
  }

  static VenueReport report(Row order, RowSet<Row> executions) {
    String venueOrderId = venueOrderId(order);
    List<Execution> fills = new ArrayList<>(executions.size());
    for (Row row : executions) {
      fills.add(
          new Execution(
              order.getString("account"),
              execId(venueOrderId, row.getInteger("number")),
              row.getBigDecimal("quantity"),
              row.getBigDecimal("price"),
              row.getOffsetDateTime("traded_at").toInstant()));
    }
    return report(order, fills);
  }

  private static VenueReport report(Row order, List<Execution> fills) {
    return new VenueReport(
        PaperVenue.NAME,
        order.getString("current_cl_ord_id"),
        venueOrderId(order),
        VenueReport.State.valueOf(order.getString("state")),
        order.getBigDecimal("quantity"),
        order.getBigDecimal("filled"),
        fills,
        Optional.ofNullable(order.getString("text")));
  }

  static String venueOrderId(Row order) {
    return "P" + order.getLong("venue_order_id");
  }

  static String execId(String venueOrderId, int number) {
    return venueOrderId + "-" + number;
  }
}
