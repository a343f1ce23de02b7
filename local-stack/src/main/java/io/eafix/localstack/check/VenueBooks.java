package io.eafix.localstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the venue's own books, past the engine that sends the orders. */
final class VenueBooks {
  private static final String PAPER =
      "select o.cl_ord_id, o.account || ':' || o.symbol,"
          + " coalesce(sum(case o.side when 'BUY' then e.quantity else -e.quantity end), 0)"
          + " from paper_venue.venue_order o left join paper_venue.execution e"
          + " using (venue_order_id) group by o.venue_order_id, 1, 2";

  private final Endpoints stack;
  private final Query query;
  private final Rest rest = new Rest();

  VenueBooks(Endpoints stack, Query query) {
    this.stack = stack;
    this.query = query;
  }

  /** Every order of every venue that runs. */
  List<VenueOrder> orders() {
    List<VenueOrder> orders =
        new ArrayList<>(
            query.rows(
                Component.EXECUTION,
                PAPER,
                row -> new VenueOrder(row.getString(1), row.getString(2), row.getBigDecimal(3))));
    stack.fixSimulatorUrl().ifPresent(url -> orders.addAll(fix(url)));
    return orders;
  }

  private List<VenueOrder> fix(String url) {
    List<VenueOrder> orders = new ArrayList<>();
    for (JsonNode order : rest.get(url + "/orders")) {
      orders.add(
          new VenueOrder(
              order.get("clOrdId").textValue(),
              order.get("account").textValue() + ":" + order.get("symbol").textValue(),
              new BigDecimal(order.get("net").textValue())));
    }
    return orders;
  }
}
