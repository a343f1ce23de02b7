package io.eafix.risk.instrument;

import io.eafix.idempotency.sql.Transactions;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be traded. */
@ApplicationScoped
public class Instruments implements PanacheRepositoryBase<Instrument, String> {

  private static final String ADD =
      """
      insert into instrument
        (symbol, base_currency, quote_currency, tick_size, quantity_min, quantity_step)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing""";

  private final Transactions transactions;

  Instruments(Transactions transactions) {
    this.transactions = transactions;
  }

  /** All of them, by symbol. */
  public Uni<Map<String, Instrument>> bySymbol() {
    return this.<Instrument>listAll()
        .map(all -> all.stream().collect(Collectors.toMap(i -> i.symbol, Function.identity())));
  }

  /** The instrument, locked until the end of the transaction, added with these terms if need be. */
  Uni<Instrument> lockOrAdd(String symbol, InstrumentTerms terms) {
    return lock(symbol)
        .onItem()
        .ifNull()
        .switchTo(() -> add(symbol, terms).flatMap(added -> lock(symbol)));
  }

  private Uni<Instrument> lock(String symbol) {
    return findById(symbol, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<Integer> add(String symbol, InstrumentTerms terms) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                    ADD,
                    symbol,
                    terms.baseCurrency(),
                    terms.quoteCurrency(),
                    terms.tickSize(),
                    terms.quantityMin(),
                    terms.quantityStep()));
  }
}
