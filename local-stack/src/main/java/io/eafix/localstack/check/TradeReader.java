package io.eafix.localstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
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
  private static final String ASKED = "select cl_ord_id from instruction where kind = 'NEW'";
  private static final String TRADED =
      "select o.signal_id, i.cl_ord_id from orders o join instruction i on i.order_id = o.id"
          + " where o.status = 'FILLED' and o.signal_id is not null and i.kind = 'NEW'";

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
    List<VenueOrder> venue = new VenueBooks(stack, query).orders();
    Map<String, Long> byClOrdId =
        venue.stream().collect(Collectors.groupingBy(VenueOrder::clOrdId, Collectors.counting()));
    Set<String> completed =
        query.texts(Component.SAGAS, "select business_key from saga where state = 'COMPLETED'");
    Set<String> asked = query.texts(Component.EXECUTION, ASKED);
    return new TradeFigures(
        signals.get("bars").longValue(),
        longs(signals.get("signals")),
        longs(sagas.get("states")),
        completed.size(),
        tradedOnce(completed, byClOrdId),
        orders.get("orders").longValue(),
        orders.get("fills").longValue(),
        venue.size(),
        venue.size() - byClOrdId.size(),
        venue.stream().filter(order -> !asked.contains(order.clOrdId())).count(),
        query.count(Component.RISK, "select count(*) from reservation where state = 'ACTIVE'"),
        net(venue),
        query.numbers(Component.EXECUTION, NET),
        query.numbers(Component.RISK, NET),
        positions());
  }

  /** Signals of completed sagas with one filled order that the venue has once. */
  private long tradedOnce(Set<String> completed, Map<String, Long> byClOrdId) {
    Map<String, Long> atVenue = new HashMap<>();
    query.rows(
        Component.EXECUTION,
        TRADED,
        row ->
            atVenue.merge(
                row.getString(1), byClOrdId.getOrDefault(row.getString(2), 0L), Long::sum));
    return completed.stream().filter(signal -> atVenue.getOrDefault(signal, 0L) == 1).count();
  }

  private static Map<String, BigDecimal> net(List<VenueOrder> venue) {
    Map<String, BigDecimal> net = new TreeMap<>();
    for (VenueOrder order : venue) {
      if (order.net().signum() != 0) {
        net.merge(order.position(), order.net(), BigDecimal::add);
      }
    }
    return net;
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
