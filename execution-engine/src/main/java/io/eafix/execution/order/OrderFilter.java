package io.eafix.execution.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which orders to list; null means any.
 *
 * @param before only orders whose ids, and so times, come before this one
 * @param limit most orders to list
 */
public record OrderFilter(
    String account, String symbol, OrderStatus status, String signalId, UUID before, int limit) {

  /** One condition, on a parameter of the name it is kept under. */
  record Condition(String clause, Object value) {}

  Map<String, Condition> conditions() {
    Map<String, Condition> conditions = new LinkedHashMap<>();
    add(conditions, "account", "account = :account", account);
    add(conditions, "symbol", "symbol = :symbol", symbol);
    add(conditions, "status", "status = :status", status);
    add(conditions, "signalId", "signalId = :signalId", signalId);
    add(conditions, "before", "id < :before", before);
    return conditions;
  }

  private static void add(
      Map<String, Condition> conditions, String name, String clause, Object value) {
    if (value != null) {
      conditions.put(name, new Condition(clause, value));
    }
  }
}
