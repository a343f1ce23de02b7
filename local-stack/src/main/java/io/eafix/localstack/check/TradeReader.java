package io.eafix.localstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the trade figures: from the tables, and where a service answers for a figure itself, from
 * the service.
 */
final class TradeReader {
  private static final String NET =
      "select account || ':' || symbol, sum(case side when 'BUY' then quantity else -quantity end)"
          + " from fill group by 1";
  private static final String VENUE_NET =
      "select o.account || ':' || o.symbol,"
          + " sum(case o.side when 'BUY' then e.quantity else -e.quantity end)"
          + " from paper_venue.execution e join paper_venue.venue_order o using (venue_order_id)"
          + " group by 1";
  private static final String TRADED_ONCE =
      "select o.signal_id from orders o where o.status = 'FILLED' and o.signal_id is not null"
          + " and (select count(*) from paper_venue.venue_order v"
          + " join instruction i on i.cl_ord_id = v.cl_ord_id and i.kind = 'NEW'"
          + " where i.order_id = o.id) = 1";
  private static final String UNEXPLAINED =
      "select count(*) from paper_venue.venue_order v where not exists"
          + " (select from instruction i where i.cl_ord_id = v.cl_ord_id)";

  private final Endpoints stack;
  private final Query query;
  private final Rest rest = new Rest();

  TradeReader(Endpoints stack) {
    this.stack = stack;
    this.query = new Query(stack);
  }

  TradeFigures read() {
    JsonNode signals = stats(Component.SIGNALS, "/signals/stats");
    JsonNode sagas = stats(Component.SAGAS, "/sagas/stats");
    JsonNode orders = stats(Component.EXECUTION, "/orders/stats");
    JsonNode venue = stats(Component.EXECUTION, "/venues/paper/stats");
    Set<String> completed =
        query.texts(Component.SAGAS, "select business_key from saga where state = 'COMPLETED'");
    Set<String> tradedOnce = query.texts(Component.EXECUTION, TRADED_ONCE);
    return new TradeFigures(
        signals.get("bars").longValue(),
        longs(signals.get("signals")),
        longs(sagas.get("states")),
        completed.size(),
        completed.stream().filter(tradedOnce::contains).count(),
        orders.get("orders").longValue(),
        orders.get("fills").longValue(),
        venue.get("venueOrders").longValue(),
        venue.get("duplicates").longValue(),
        query.count(Component.EXECUTION, UNEXPLAINED),
        query.count(Component.RISK, "select count(*) from reservation where state = 'ACTIVE'"),
        query.numbers(Component.EXECUTION, VENUE_NET),
        query.numbers(Component.EXECUTION, NET),
        query.numbers(Component.RISK, NET),
        positions());
  }

  private Map<String, BigDecimal> positions() {
    Map<String, BigDecimal> positions = new TreeMap<>();
    for (JsonNode position : stats(Component.RISK, "/positions")) {
      positions.put(
          position.get("account").textValue() + ":" + position.get("symbol").textValue(),
          new BigDecimal(position.get("quantity").asText()));
    }
    return positions;
  }

  private JsonNode stats(Component service, String path) {
    return rest.get(stack.url(service) + path);
  }

  private static Map<String, Long> longs(JsonNode object) {
    return object.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().longValue(), Long::sum, TreeMap::new));
  }
}
