package io.eafix.execution.paper;

import io.eafix.execution.matching.Depth;
import io.eafix.execution.matching.Matching;
import io.eafix.execution.matching.Trade;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueReplace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** What happens to orders that rest in the paper venue's book when the market moves. */
@ApplicationScoped
class Resting {
  private static final String WORKING =
      """
      SELECT * FROM venue_order WHERE symbol = $1 AND state = 'WORKING'
      ORDER BY venue_order_id FOR UPDATE""";
  private static final String EXPIRE =
      """
      UPDATE venue_order SET state = 'EXPIRED'
      WHERE symbol = $1 AND state = 'WORKING' AND expires_at <= $2 RETURNING venue_order_id""";
  private static final String TRADED =
      """
      UPDATE venue_order SET filled = filled + $2, executions = executions + $3, state = $4
      WHERE venue_order_id = $1 RETURNING *""";
  private static final String UNCONFIRMED =
      """
      INSERT INTO unconfirmed (venue_order_id, change) VALUES ($1, nextval('change_number'))
      ON CONFLICT (venue_order_id) DO UPDATE SET change = excluded.change""";
  private static final String REPLACE =
      """
      UPDATE venue_order SET current_cl_ord_id = $2, quantity = $3,
        limit_price = CASE type WHEN 'LIMIT' THEN $4::numeric END,
        stop_price = CASE type WHEN 'STOP' THEN $4::numeric END
      WHERE current_cl_ord_id = $1 AND state = 'WORKING' AND filled < $3 RETURNING *""";

  private final Markets markets;
  private final Books books;

  Resting(Markets markets, Books books) {
    this.markets = markets;
    this.books = books;
  }

  /**
   * Moves the market: first the day's end, then the orders in the order of their arrival. A quote
   * that comes again, or too late, moves nothing.
   */
  Uni<Integer> move(SqlConnection db, String symbol, Quote quote) {
    return markets
        .of(db, symbol)
        .flatMap(
            market ->
                markets
                    .advance(db, symbol, market, quote)
                    .flatMap(
                        moved ->
                            moved
                                ? match(db, symbol, quote, market.depth())
                                : Uni.createFrom().item(0)));
  }

  private Uni<Integer> match(SqlConnection db, String symbol, Quote quote, Depth depth) {
    return expire(db, symbol, quote)
        .chain(() -> db.preparedQuery(WORKING).execute(Tuple.of(symbol)))
        .flatMap(
            orders ->
                Multi.createFrom()
                    .iterable(orders)
                    .onItem()
                    .transformToUniAndConcatenate(row -> match(db, row, quote, depth))
                    .collect()
                    .with(Collectors.summingInt(Integer::intValue)));
  }

  private Uni<Integer> match(SqlConnection db, Row row, Quote quote, Depth depth) {
    Matching.Match match = Matching.match(VenueOrders.terms(row), quote, depth);
    if (match.trades().isEmpty() && match.rests()) {
      return Uni.createFrom().item(0);
    }
    long id = row.getLong("venue_order_id");
    return apply(db, row, match, quote)
        .chain(() -> db.preparedQuery(UNCONFIRMED).execute(Tuple.of(id)))
        .replaceWith(1);
  }

  private Uni<Row> apply(SqlConnection db, Row row, Matching.Match match, Quote quote) {
    long id = row.getLong("venue_order_id");
    BigDecimal traded =
        match.trades().stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal open = row.getBigDecimal("quantity").subtract(row.getBigDecimal("filled"));
    String state = Books.state(traded.compareTo(open) == 0, match.rests());
    return books
        .trade(db, id, row.getInteger("executions"), match, quote.time())
        .chain(
            () ->
                db.preparedQuery(TRADED)
                    .execute(Tuple.of(id, traded, match.trades().size(), state)))
        .map(rows -> rows.iterator().next());
  }

  private Uni<Void> expire(SqlConnection db, String symbol, Quote quote) {
    return db.preparedQuery(EXPIRE)
        .execute(Tuple.of(symbol, quote.time().atOffset(ZoneOffset.UTC)))
        .flatMap(
            expired ->
                Multi.createFrom()
                    .iterable(expired)
                    .onItem()
                    .transformToUniAndConcatenate(
                        row ->
                            db.preparedQuery(UNCONFIRMED)
                                .execute(Tuple.of(row.getLong("venue_order_id"))))
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Changes a working order, which may then trade at once. */
  Uni<SendOutcome> replace(SqlConnection db, VenueReplace replace) {
    Tuple values =
        Tuple.of(
            replace.origClOrdId(),
            replace.order().clOrdId(),
            replace.order().quantity(),
            replace.price().orElse(null));
    return db.preparedQuery(REPLACE).execute(values).flatMap(rows -> replaced(db, rows));
  }

  private Uni<SendOutcome> replaced(SqlConnection db, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Uni.createFrom()
          .item(
              new SendOutcome.Refused(
                  "too-late", "No such working order, or more of it is filled already"));
    }
    Row row = rows.iterator().next();
    return markets
        .of(db, row.getString("symbol"))
        .flatMap(
            market ->
                market
                    .quote()
                    .map(
                        quote ->
                            apply(
                                db,
                                row,
                                Matching.match(VenueOrders.terms(row), quote, market.depth()),
                                quote))
                    .orElseGet(() -> Uni.createFrom().item(row)))
        .flatMap(after -> books.report(db, after))
        .map(SendOutcome.Accepted::new);
  }
}
