package io.eafix.execution.paper;

import io.eafix.execution.matching.Matching;
import io.eafix.execution.matching.Trade;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The {@code venue_order} and {@code execution} tables; callers bring the transaction. */
@ApplicationScoped
class Books {
  private static final String OPEN =
      """
      WITH opened AS (
        INSERT INTO venue_order (cl_ord_id, current_cl_ord_id, account, symbol, side, type,
          time_in_force, quantity, limit_price, stop_price, state, filled, executions, code, text,
          received_at, expires_at)
        VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        RETURNING *),
      traded AS (
        INSERT INTO execution (venue_order_id, number, quantity, price, traded_at)
        SELECT venue_order_id, ordinality, q::numeric, p::numeric, $19
        FROM opened, unnest($17::text[], $18::text[]) WITH ORDINALITY AS t (q, p, ordinality))
      SELECT * FROM opened""";
  private static final String EXECUTE =
      """
      INSERT INTO execution (venue_order_id, number, quantity, price, traded_at)
      SELECT $1, $2 + ordinality, q::numeric, p::numeric, $5
      FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS t (q, p, ordinality)
      RETURNING *""";
  private static final String FIND =
      """
      SELECT * FROM venue_order
      WHERE cl_ord_id = $1 OR (current_cl_ord_id = $1 AND current_cl_ord_id <> cl_ord_id)
      ORDER BY venue_order_id LIMIT 1""";
  private static final String EXECUTIONS =
      "SELECT * FROM execution WHERE venue_order_id = $1 ORDER BY number";
  private static final String CANCEL =
      "UPDATE venue_order SET state = 'CANCELED' WHERE venue_order_id = $1 RETURNING *";

  private static final String[] NONE = {};

  /** Enters an order with its first trades and answers with the report of it. */
  Uni<VenueReport> open(
      SqlConnection db, VenueOrder order, Matching.Match match, Quote quote, Instant now) {
    BigDecimal filled =
        match.trades().stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    String state = state(filled.compareTo(order.quantity()) == 0, match.rests());
    Instant expiry =
        order.timeInForce() == TimeInForce.DAY ? TradingDay.endAfter(quote.time()) : null;
    Tuple values =
        values(order, state, filled, match.trades().size(), null, now)
            .addValue(expiry == null ? null : expiry.atOffset(ZoneOffset.UTC))
            .addValue(quantities(match))
            .addValue(prices(match))
            .addValue(quote.time().atOffset(ZoneOffset.UTC));
    return db.preparedQuery(OPEN)
        .execute(values)
        .map(rows -> VenueOrders.report(rows.iterator().next(), match.trades(), quote.time()));
  }

  /** Keeps a refused order too, so that a question about it is answered with the refusal. */
  Uni<Void> refuse(SqlConnection db, VenueOrder order, Refusal refusal, Instant now) {
    return db.preparedQuery(OPEN)
        .execute(
            values(order, "REJECTED", BigDecimal.ZERO, 0, refusal, now)
                .addValue(null)
                .addValue(NONE)
                .addValue(NONE)
                .addValue(null))
        .replaceWithVoid();
  }

  Uni<RowSet<Row>> trade(
      SqlConnection db, long venueOrderId, int before, Matching.Match match, Instant at) {
    if (match.trades().isEmpty()) {
      return db.preparedQuery(EXECUTIONS).execute(Tuple.of(venueOrderId));
    }
    return db.preparedQuery(EXECUTE)
        .execute(
            Tuple.of(
                venueOrderId,
                before,
                quantities(match),
                prices(match),
                at.atOffset(ZoneOffset.UTC)));
  }

  private static String[] quantities(Matching.Match match) {
    return match.trades().stream().map(t -> t.quantity().toPlainString()).toArray(String[]::new);
  }

  private static String[] prices(Matching.Match match) {
    return match.trades().stream().map(t -> t.price().toPlainString()).toArray(String[]::new);
  }

  /** The oldest order that has or had this client order id. */
  Uni<Optional<VenueReport>> find(SqlConnection db, String clOrdId) {
    return row(db, clOrdId, "")
        .flatMap(
            found ->
                found
                    .map(row -> report(db, row).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  /** Answers an id that came before with what was made of it then. */
  Uni<SendOutcome> again(SqlConnection db, String clOrdId) {
    return row(db, clOrdId, "")
        .flatMap(
            found ->
                found
                    .map(order -> again(db, order))
                    .orElseGet(() -> refused("duplicate-id", "The id made no order")));
  }

  private Uni<SendOutcome> again(SqlConnection db, Row order) {
    return "REJECTED".equals(order.getString("state"))
        ? refused(order.getString("code"), order.getString("text"))
        : report(db, order).map(SendOutcome.Accepted::new);
  }

  Uni<SendOutcome> cancel(SqlConnection db, String clOrdId) {
    return row(db, clOrdId, " FOR UPDATE")
        .flatMap(
            found -> {
              if (found.isEmpty()) {
                return refused("unknown-order", "There is no order " + clOrdId);
              }
              Row order = found.get();
              if (!"WORKING".equals(order.getString("state"))) {
                return refused("too-late", "The order is " + order.getString("state"));
              }
              return db.preparedQuery(CANCEL)
                  .execute(Tuple.of(order.getLong("venue_order_id")))
                  .flatMap(rows -> report(db, rows.iterator().next()))
                  .map(SendOutcome.Accepted::new);
            });
  }

  Uni<VenueReport> report(SqlConnection db, Row order) {
    return db.preparedQuery(EXECUTIONS)
        .execute(Tuple.of(order.getLong("venue_order_id")))
        .map(executions -> VenueOrders.report(order, executions));
  }

  private static Uni<Optional<Row>> row(SqlConnection db, String clOrdId, String lock) {
    return db.preparedQuery(FIND + lock)
        .execute(Tuple.of(clOrdId))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
  }

  static String state(boolean all, boolean rests) {
    if (all) {
      return "FILLED";
    }
    return rests ? "WORKING" : "CANCELED";
  }

  private static Uni<SendOutcome> refused(String code, String text) {
    return Uni.createFrom().item(new SendOutcome.Refused(code, text));
  }

  private static Tuple values(
      VenueOrder order,
      String state,
      BigDecimal filled,
      int executions,
      Refusal refusal,
      Instant now) {
    return Tuple.tuple()
        .addValue(order.clOrdId())
        .addValue(order.account())
        .addValue(order.symbol())
        .addValue(order.side().name())
        .addValue(order.type().name())
        .addValue(order.timeInForce().name())
        .addValue(order.quantity())
        .addValue(order.limitPrice().orElse(null))
        .addValue(order.stopPrice().orElse(null))
        .addValue(state)
        .addValue(filled)
        .addValue(executions)
        .addValue(refusal == null ? null : refusal.code())
        .addValue(refusal == null ? null : refusal.text())
        .addValue(now.atOffset(ZoneOffset.UTC));
  }
}
