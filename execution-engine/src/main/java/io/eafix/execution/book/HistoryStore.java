package io.eafix.execution.book;

import io.eafix.execution.order.OrderStatus;
import io.eafix.execution.order.OrderTrigger;
import io.eafix.idempotency.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The {@code order_history} table: what happened to each order, never changed afterwards. */
@ApplicationScoped
public class HistoryStore {
  private static final String INSERT =
      """
      INSERT INTO order_history (order_id, at, trigger, from_status, to_status, filled, detail)
      VALUES ($1, $2, $3, $4, $5, $6, $7)""";
  private static final String OF_ORDER =
      "SELECT * FROM order_history WHERE order_id = $1 ORDER BY number";

  /**
   * One thing that happened to an order.
   *
   * @param filled how much was filled after it
   * @param detail what it was, for people: an execution, a cause, a person's reason
   */
  public record Entry(
      Instant at,
      OrderTrigger trigger,
      OrderStatus from,
      OrderStatus to,
      BigDecimal filled,
      String detail) {}

  /** Adds an entry to an order's history. */
  public Uni<Void> add(Sql sql, UUID orderId, Entry entry) {
    return sql.update(
            INSERT,
            orderId,
            entry.at().atOffset(ZoneOffset.UTC),
            entry.trigger().name(),
            entry.from().name(),
            entry.to().name(),
            entry.filled(),
            entry.detail())
        .replaceWithVoid();
  }

  /** The history of an order, the oldest entry first. */
  public Uni<List<Entry>> ofOrder(Sql sql, UUID orderId) {
    return sql.query(OF_ORDER, orderId)
        .map(
            rows -> {
              List<Entry> entries = new ArrayList<>(rows.size());
              for (Row row : rows) {
                entries.add(entry(row));
              }
              return entries;
            });
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getOffsetDateTime("at").toInstant(),
        OrderTrigger.valueOf(row.getString("trigger")),
        OrderStatus.valueOf(row.getString("from_status")),
        OrderStatus.valueOf(row.getString("to_status")),
        row.getBigDecimal("filled"),
        row.getString("detail"));
  }
}
