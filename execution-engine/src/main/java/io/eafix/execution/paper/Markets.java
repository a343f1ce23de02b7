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

  /** Remembers a quote if it is later than the last one. */
  Uni<Void> advance(SqlConnection db, String symbol, Market market, Quote quote) {
    if (!market.olderThan(quote)) {
      return Uni.createFrom().voidItem();
    }
    Tuple values =
        Tuple.of(symbol, quote.bid(), quote.ask(), quote.time().atOffset(ZoneOffset.UTC));
    return db.preparedQuery(QUOTE).execute(values).replaceWithVoid();
  }

  Uni<Void> deepen(SqlConnection db, String symbol, Depth depth) {
    Tuple values = Tuple.of(symbol, depth.quantity().orElse(null), depth.levels(), depth.step());
    return db.preparedQuery(DEPTH).execute(values).replaceWithVoid();
  }

  private static Market read(Row row) {
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
