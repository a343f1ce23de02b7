package io.eafix.execution.halt;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The {@code halt_cancel} table: halts whose open orders are still to be cancelled. A halt that
 * asks for cancels commits at once, however many orders are open; {@link HaltSweep} cancels them.
 */
@ApplicationScoped
class HaltCancels {
  /**
   * Orders of the scope that were open when the halt was made: those begun by then, by the clock of
   * Postgres, and those that wait to be sent. Later ones the switch itself holds back. A filled one
   * counts while its venue may be making it larger.
   */
  private static final String COVERED =
      """
      FROM orders o WHERE o.id > $4
        AND o.id IN (
          SELECT id FROM orders WHERE status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')
          UNION ALL SELECT unnest(orders_being_replaced()))
        AND o.status NOT IN ('CANCELED', 'REJECTED', 'EXPIRED')
        AND CASE $1::text WHEN 'GLOBAL' THEN true WHEN 'ACCOUNT' THEN o.account = $2
          WHEN 'SYMBOL' THEN o.symbol = $2 ELSE o.strategy = $2 END
        AND (o.status = 'PENDING_NEW' AND o.created_at <= $3 OR EXISTS (
          SELECT FROM instruction i
          WHERE i.order_id = o.id AND i.kind = 'NEW' AND i.sent_at <= $3))""";

  private static final String COUNT =
      "SELECT count(*) AS n " + COVERED + " AND o.instructions < 999";
  private static final String BATCH =
      "SELECT o.id " + COVERED + " ORDER BY o.id LIMIT $5 FOR UPDATE OF o";
  private static final String ASK =
      "INSERT INTO halt_cancel (scope, value, reason) VALUES ($1, $2, $3) RETURNING *";
  private static final String NEXT =
      "SELECT * FROM halt_cancel ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
  private static final String GO_ON = "UPDATE halt_cancel SET after_id = $2 WHERE id = $1";
  private static final String DONE = "DELETE FROM halt_cancel WHERE id = $1";

  private final Transactions transactions;
  private final HaltSweep sweep;

  HaltCancels(Transactions transactions, HaltSweep sweep) {
    this.transactions = transactions;
    this.sweep = sweep;
  }

  /**
   * Has the open orders of a scope cancelled, once the running transaction has committed. To be
   * called after the switch was changed in it.
   *
   * @return how many there are that can be cancelled
   */
  Uni<Integer> ask(TradingState.Scope scope, String value, String reason) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(ASK, scope.name(), value, reason)
                    .map(rows -> Halt.of(rows.iterator().next()))
                    .flatMap(halt -> count(sql, halt)))
        .invoke(sweep::wakeSoon);
  }

  private static Uni<Integer> count(Sql sql, Halt halt) {
    return sql.query(COUNT, halt.scope(), halt.value(), halt.askedAt(), halt.afterId())
        .map(rows -> Math.toIntExact(rows.iterator().next().getLong("n")));
  }

  /** A halt that someone works on, with its row locked, and how far that has come. */
  record Halt(
      long id, String scope, String value, String reason, OffsetDateTime askedAt, UUID afterId) {
    static Halt of(Row row) {
      return new Halt(
          row.getLong("id"),
          row.getString("scope"),
          row.getString("value"),
          row.getString("reason"),
          row.getOffsetDateTime("asked_at"),
          row.getUUID("after_id"));
    }
  }

  /** The oldest halt that nobody else works on. */
  static Uni<Optional<Halt>> next(Sql sql) {
    return sql.query(NEXT)
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(Halt.of(rows.iterator().next())));
  }

  /** Its next orders, locked in the order of their ids. */
  static Uni<List<UUID>> batch(Sql sql, Halt halt, int most) {
    return sql.query(BATCH, halt.scope(), halt.value(), halt.askedAt(), halt.afterId(), most)
        .map(
            rows -> {
              List<UUID> ids = new ArrayList<>(rows.size());
              rows.forEach(row -> ids.add(row.getUUID("id")));
              return ids;
            });
  }

  /** Notes that these were dealt with; fewer than there could be were the last. */
  static Uni<Void> advance(Sql sql, Halt halt, List<UUID> batch, int most) {
    return (batch.size() < most
            ? sql.update(DONE, halt.id())
            : sql.update(GO_ON, halt.id(), batch.get(batch.size() - 1)))
        .replaceWithVoid();
  }
}
