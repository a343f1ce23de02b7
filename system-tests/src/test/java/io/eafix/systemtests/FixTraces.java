package io.eafix.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What orders left in the engine's database and in the FIX simulator's own books. */
final class FixTraces {
  private final Stack stack;

  FixTraces(Stack stack) {
    this.stack = stack;
  }

  /** Orders that have not ended, with what is known of them. */
  Map<String, String> unsettled() {
    return read(
        "select o.cl_ord_id, o.status || ' ' || i.state || ': ' || coalesce(i.text, '')"
            + " from orders o join instruction i on i.order_id = o.id"
            + " where o.status not in ('FILLED', 'REJECTED')");
  }

  /** How many orders are in each state. */
  Map<String, Long> statuses() {
    Map<String, Long> counts = new TreeMap<>();
    read("select status, count(*)::text from orders group by 1")
        .forEach((status, count) -> counts.put(status, Long.valueOf(count)));
    return counts;
  }

  /** Client order ids that the venue has another number of times than it should. */
  Map<String, String> notOnceAtVenue() {
    Map<String, Integer> atVenue = new HashMap<>();
    for (JsonNode order : venueOrders()) {
      atVenue.merge(order.get("clOrdId").textValue(), 1, Integer::sum);
    }
    Map<String, String> wrong = new TreeMap<>();
    read("select cl_ord_id, status from orders")
        .forEach(
            (clOrdId, status) -> {
              Integer times = atVenue.remove(clOrdId);
              int wanted = "FILLED".equals(status) ? 1 : 0;
              if ((times == null ? 0 : times) != wanted) {
                wrong.put(clOrdId, status + ", at the venue " + times);
              }
            });
    atVenue.forEach((clOrdId, times) -> wrong.put(clOrdId, "only at the venue"));
    return wrong;
  }

  Set<String> executionsAtVenue() {
    Set<String> executions = new TreeSet<>();
    for (JsonNode order : venueOrders()) {
      order.get("executions").forEach(execution -> executions.add(execution.textValue()));
    }
    return executions;
  }

  Set<String> bookedExecutions() {
    return new TreeSet<>(read("select exec_id, cl_ord_id from fill").keySet());
  }

  long strays() {
    return count("select count(*) from stray_execution");
  }

  /** How often the engine lost track of an order. */
  long doubts() {
    return count("select count(*) from order_history where trigger = 'LOSE_TRACK'");
  }

  private long count(String sql) {
    return Long.parseLong(read("select 'count', (" + sql + ")::text").values().iterator().next());
  }

  private JsonNode venueOrders() {
    try {
      return new ObjectMapper()
          .readTree(URI.create(stack.fixSimulatorUrl().orElseThrow() + "/orders").toURL());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<String, String> read(String sql) {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection = stack.connect(Component.EXECUTION);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getString(2));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
