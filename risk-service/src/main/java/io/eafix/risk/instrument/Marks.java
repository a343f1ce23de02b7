package io.eafix.risk.instrument;

import io.eafix.idempotency.sql.Transactions;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Map;
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
  public Uni<Integer> move(String symbol, Quote quote) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                    MOVE, symbol, quote.bid(), quote.ask(), quote.time().atOffset(ZoneOffset.UTC)));
  }

  /** All of them, by symbol. */
  public Uni<Map<String, Quote>> bySymbol() {
    return this.<Mark>listAll()
        .map(all -> all.stream().collect(Collectors.toMap(m -> m.symbol, Mark::quote)));
  }
}
