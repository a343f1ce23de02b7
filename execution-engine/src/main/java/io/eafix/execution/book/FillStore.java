package io.eafix.execution.book;

import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.Side;
import io.eafix.execution.venue.Execution;
import io.eafix.idempotency.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The {@code fill} table: every fill once, however often the venue reports it, and under the
 * account of its order, whatever account the venue names.
 */
@ApplicationScoped
public class FillStore {
  private static final String INSERT =
      """
      INSERT INTO fill (venue, account, exec_id, order_id, cl_ord_id, symbol, side, quantity, price,
        traded_at, booked_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      ON CONFLICT (venue, account, exec_id) DO NOTHING""";
  private static final String SAME =
      """
      SELECT order_id = $4 AND quantity = $5 AND price = $6 AS same FROM fill
      WHERE venue = $1 AND account = $2 AND exec_id = $3""";
  private static final String OF_ORDER =
      "SELECT * FROM fill WHERE order_id = $1 ORDER BY traded_at, booked_at, exec_id";

  /** What became of a fill that a venue reports. */
  enum Outcome {
    /** It is booked now: the caller takes it into the order. */
    BOOKED,
    /** It was booked before: the caller does nothing. */
    KNOWN,
    /** Its id is another's, of another order, quantity or price: the caller raises it. */
    CONTRADICTED
  }

  /** Books a fill, unless its id is booked. */
  Uni<Outcome> insert(
      Sql sql, OrderEntity order, String clOrdId, Execution execution, Instant now) {
    return sql.update(
            INSERT,
            order.venue,
            order.account,
            execution.execId(),
            order.id,
            clOrdId,
            order.symbol,
            order.side.name(),
            execution.quantity(),
            execution.price(),
            execution.time().atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC))
        .flatMap(
            rows ->
                rows == 1 ? Uni.createFrom().item(Outcome.BOOKED) : compare(sql, order, execution));
  }

  private static Uni<Outcome> compare(Sql sql, OrderEntity order, Execution execution) {
    return sql.query(
            SAME,
            order.venue,
            order.account,
            execution.execId(),
            order.id,
            execution.quantity(),
            execution.price())
        .map(
            rows ->
                rows.iterator().next().getBoolean("same") ? Outcome.KNOWN : Outcome.CONTRADICTED);
  }

  /** The fills of an order, in the order in which they traded. */
  public Uni<List<FillView>> ofOrder(Sql sql, UUID orderId) {
    return sql.query(OF_ORDER, orderId).map(FillStore::views);
  }

  private static List<FillView> views(RowSet<Row> rows) {
    List<FillView> fills = new ArrayList<>(rows.size());
    for (Row row : rows) {
      fills.add(
          new FillView(
              row.getString("venue"),
              row.getString("account"),
              row.getString("exec_id"),
              row.getString("symbol"),
              Side.valueOf(row.getString("side")),
              row.getBigDecimal("quantity"),
              row.getBigDecimal("price"),
              row.getOffsetDateTime("traded_at").toInstant()));
    }
    return fills;
  }
}
