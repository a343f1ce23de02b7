package io.eafix.execution.api;

import io.eafix.execution.order.OrderStatus;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Figures over all orders, read in one snapshot each. */
@ApplicationScoped
class OrderStats {
  private static final String BY_STATUS =
      "SELECT status, count(*) AS n FROM orders GROUP BY status";
  private static final String FILLS =
      """
      SELECT symbol, count(*) AS n, sum(CASE side WHEN 'BUY' THEN quantity ELSE -quantity END) AS net
      FROM fill GROUP BY symbol""";
  private static final String ODD =
      """
      SELECT (SELECT count(*) FROM stray_execution) AS strays,
        (SELECT count(*) FROM disputed_execution) AS disputes,
        (SELECT count(*) FROM odd_execution WHERE resolved_at IS NULL) AS open""";

  private final Transactions transactions;

  OrderStats(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The figures.
   *
   * @param netQuantity bought less sold, by symbol, in units of the base currency
   * @param strayExecutions executions that no order explains
   * @param disputedExecutions trades that a venue took back, changed or contradicted
   * @param openExecutions of both, those that no person has resolved
   */
  record Figures(
      long orders,
      Map<OrderStatus, Long> byStatus,
      long fills,
      Map<String, BigDecimal> netQuantity,
      long strayExecutions,
      long disputedExecutions,
      long openExecutions) {}

  Uni<Figures> read() {
    return transactions.inTransaction(() -> transactions.sql().flatMap(OrderStats::read));
  }

  private static Uni<Figures> read(Sql sql) {
    return sql.query(BY_STATUS)
        .flatMap(
            statuses ->
                sql.query(FILLS)
                    .flatMap(
                        fills ->
                            sql.query(ODD)
                                .map(odd -> figures(statuses, fills, odd.iterator().next()))));
  }

  private static Figures figures(Iterable<Row> statuses, Iterable<Row> fills, Row odd) {
    Map<OrderStatus, Long> byStatus = new EnumMap<>(OrderStatus.class);
    long orders = 0;
    for (Row row : statuses) {
      byStatus.put(OrderStatus.valueOf(row.getString("status")), row.getLong("n"));
      orders += row.getLong("n");
    }
    Map<String, BigDecimal> net = new TreeMap<>();
    long count = 0;
    for (Row row : fills) {
      net.put(row.getString("symbol"), row.getBigDecimal("net"));
      count += row.getLong("n");
    }
    return new Figures(
        orders,
        byStatus,
        count,
        net,
        odd.getLong("strays"),
        odd.getLong("disputes"),
        odd.getLong("open"));
  }
}
