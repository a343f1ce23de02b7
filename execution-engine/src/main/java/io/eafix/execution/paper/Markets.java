package io.eafix.execution.paper;

import io.eafix.execution.matching.Depth;
import io.eafix.execution.venue.Quote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Optional;

/** The {@code market} table: the last quote and the depth of each symbol. */
@ApplicationScoped
class Markets {
  private static final String FIND = "SELECT * FROM market WHERE symbol = $1";
  private static final String QUOTE =
      """
      INSERT INTO market AS m (symbol, bid, ask, quoted_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (symbol) DO UPDATE
        SET bid = excluded.bid, ask = excluded.ask, quoted_at = excluded.quoted_at
        WHERE m.quoted_at IS NULL OR m.quoted_at < excluded.quoted_at""";
  private static final String MEET =
      """
      INSERT INTO market (symbol, bid, ask, quoted_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (symbol) DO NOTHING""";
  private static final String NOTICE =
      """
      UPDATE market SET bid = $2, ask = $3, quoted_at = $4 WHERE symbol =
        (SELECT symbol FROM market
         WHERE symbol = $1 AND (quoted_at IS NULL OR quoted_at < $4) FOR UPDATE SKIP LOCKED)""";
  private static final String DEPTH =
      """
      INSERT INTO market (symbol, level_quantity, level_count, level_step) VALUES ($1, $2, $3, $4)
      ON CONFLICT (symbol) DO UPDATE SET level_quantity = excluded.level_quantity,
        level_count = excluded.level_count, level_step = excluded.level_step""";

  Uni<Market> of(SqlConnection db, String symbol) {
    return db.preparedQuery(FIND)
        .execute(Tuple.of(symbol))
        .map(rows -> rows.size() == 0 ? Market.UNKNOWN : read(rows.iterator().next()));
  }

  /**
   * Remembers a quote if it is later than the last one.
   *
   * @return false if it is not, by the row itself: another may have come since it was read
   */
  Uni<Boolean> advance(SqlConnection db, String symbol, Market market, Quote quote) {
    if (!market.olderThan(quote)) {
      return Uni.createFrom().item(false);
    }
    return db.preparedQuery(QUOTE).execute(values(symbol, quote)).map(rows -> rows.rowCount() > 0);
  }

  /**
   * Remembers the quote that an order was decided on, unless another order is just doing so: orders
   * of one market must not wait for each other's commits.
   */
  Uni<Void> notice(SqlConnection db, String symbol, Market market, Quote quote) {
    if (!market.olderThan(quote)) {
      return Uni.createFrom().voidItem();
    }
    return db.preparedQuery(market == Market.UNKNOWN ? MEET : NOTICE)
        .execute(values(symbol, quote))
        .replaceWithVoid();
  }

  private static Tuple values(String symbol, Quote quote) {
    return Tuple.of(symbol, quote.bid(), quote.ask(), quote.time().atOffset(ZoneOffset.UTC));
  }

  Uni<Void> deepen(SqlConnection db, String symbol, Depth depth) {
    Tuple values = Tuple.of(symbol, depth.quantity().orElse(null), depth.levels(), depth.step());
    return db.preparedQuery(DEPTH).execute(values).replaceWithVoid();
  }

  /** The market of a row, which may have been joined in vain. */
  static Market read(Row row) {
    if (row.getString("symbol") == null) {
      return Market.UNKNOWN;
    }
    BigDecimal bid = row.getBigDecimal("bid");
    Optional<Quote> quote =
        bid == null
            ? Optional.empty()
            : Optional.of(
                new Quote(
                    bid, row.getBigDecimal("ask"), row.getOffsetDateTime("quoted_at").toInstant()));
    return new Market(
        quote,
        new Depth(
            Optional.ofNullable(row.getBigDecimal("level_quantity")),
            row.getInteger("level_count"),
            row.getBigDecimal("level_step")));
  }
}
