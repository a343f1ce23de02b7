package io.eafix.risk.instrument;

import io.eafix.idempotency.sql.Transactions;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The newest quotes. */
@ApplicationScoped
public class Marks implements PanacheRepositoryBase<Mark, String> {

  private static final String MOVE =
      """
      insert into mark (symbol, bid, ask, quote_time) values ($1, $2, $3, $4)
      on conflict (symbol) do update
        set bid = excluded.bid, ask = excluded.ask, quote_time = excluded.quote_time
        where mark.quote_time < excluded.quote_time""";

  private final Transactions transactions;

  Marks(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Takes a quote, unless a newer one is known. */
  public Uni<Integer> move(String symbol, BigDecimal bid, BigDecimal ask, Instant quoteTime) {
    return transactions
        .sql()
        .flatMap(sql -> sql.update(MOVE, symbol, bid, ask, quoteTime.atOffset(ZoneOffset.UTC)));
  }

  /** All of them, by symbol. */
  public Uni<Map<String, Mark>> bySymbol() {
    return this.<Mark>listAll()
        .map(all -> all.stream().collect(Collectors.toMap(m -> m.symbol, Function.identity())));
  }
}
