package io.eafix.execution.paper;

import io.eafix.execution.matching.Depth;
import io.eafix.execution.matching.Matching;
import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.SealOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueCancel;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueReplace;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The paper venue's books: each call is one Postgres transaction of the venue's own, so what it
 * answers has happened durably and what it fails has not happened.
 *
 * <p>Unless told to, it removes no duplicates: the same client order id twice makes two orders, as
 * at a real venue that does not check. The one exception is an id it has promised never to accept.
 */
@ApplicationScoped
class Ledger {
  static final String SEALED = "sealed-id";
  static final String NO_QUOTE = "no-quote";

  private static final String RECEIVE =
      """
      INSERT INTO received AS r (cl_ord_id, times, sealed) VALUES ($1, 1, false)
      ON CONFLICT (cl_ord_id)
        DO UPDATE SET times = CASE WHEN r.sealed THEN 0 ELSE r.times + 1 END
      RETURNING sealed, times""";
  private static final String RECEIVE_ORDER =
      "WITH arrived AS ("
          + RECEIVE
          + ") SELECT arrived.sealed, arrived.times, m.* FROM arrived LEFT JOIN market m ON m.symbol = $2";
  private static final String SEAL =
      """
      INSERT INTO received AS r (cl_ord_id, times, sealed) VALUES ($1, 0, true)
      ON CONFLICT (cl_ord_id) DO UPDATE SET sealed = r.times = 0
      RETURNING sealed""";

  private final Pool pool;
  private final Markets markets;
  private final Books books;
  private final Resting resting;
  private final PaperConfig config;
  private final Clock clock;

  Ledger(
      @ReactiveDataSource("paper") Pool pool,
      Markets markets,
      Books books,
      Resting resting,
      PaperConfig config,
      Clock clock) {
    this.pool = pool;
    this.markets = markets;
    this.books = books;
    this.resting = resting;
    this.config = config;
    this.clock = clock;
  }

  /** Takes an order, matches it, and answers with what became of it. */
  Uni<SendOutcome> submit(VenueOrder order, Optional<Refusal> refusal) {
    return pool.withTransaction(
        db ->
            db.preparedQuery(RECEIVE_ORDER)
                .execute(Tuple.of(order.clOrdId(), order.symbol()))
                .map(rows -> rows.iterator().next())
                .flatMap(
                    row ->
                        row.getBoolean("sealed")
                            ? Uni.createFrom().item(sealedId())
                            : arrived(db, order, refusal, row)));
  }

  private Uni<SendOutcome> arrived(
      SqlConnection db, VenueOrder order, Optional<Refusal> refusal, Row row) {
    // The row of the id is locked, so whatever came first with it has made its order.
    return config.removeDuplicates() && row.getInteger("times") > 1
        ? books.again(db, order.clOrdId())
        : refusal
            .map(no -> reject(db, order, no))
            .orElseGet(() -> match(db, order, Markets.read(row)));
  }

  private Uni<SendOutcome> match(SqlConnection db, VenueOrder order, Market market) {
    Optional<Quote> quote = order.quote().or(market::quote);
    if (quote.isEmpty()) {
      return reject(db, order, new Refusal(NO_QUOTE, "No quote for " + order.symbol()));
    }
    Matching.Match match = Matching.match(VenueOrders.terms(order), quote.get(), market.depth());
    return markets
        .notice(db, order.symbol(), market, quote.get())
        .chain(() -> books.open(db, order, match, quote.get(), clock.instant()))
        .map(SendOutcome.Accepted::new);
  }

  private Uni<SendOutcome> reject(SqlConnection db, VenueOrder order, Refusal refusal) {
    return books
        .refuse(db, order, refusal, clock.instant())
        .replaceWith(new SendOutcome.Refused(refusal.code(), refusal.text()));
  }

  /** Cancels what is open of an order. */
  Uni<SendOutcome> cancel(VenueCancel cancel) {
    return pool.withTransaction(db -> books.cancel(db, cancel.origClOrdId()));
  }

  /** Changes a working order; the request's id becomes the order's. */
  Uni<SendOutcome> replace(VenueReplace replace) {
    return pool.withTransaction(
        db ->
            receive(db, replace.order().clOrdId())
                .flatMap(
                    promised ->
                        promised
                            ? Uni.createFrom().item(sealedId())
                            : resting.replace(db, replace)));
  }

  /** Moves the market through these quotes; how many resting orders that changed. */
  Uni<Integer> move(String symbol, List<Quote> quotes) {
    return pool.withTransaction(
        db ->
            Multi.createFrom()
                .iterable(quotes)
                .onItem()
                .transformToUniAndConcatenate(quote -> resting.move(db, symbol, quote))
                .collect()
                .with(Collectors.summingInt(Integer::intValue)));
  }

  /** Says how deep a market is from now on. */
  Uni<Void> deepen(String symbol, Depth depth) {
    return pool.withTransaction(db -> markets.deepen(db, symbol, depth));
  }

  /** What the venue knows of an id. */
  Uni<QueryOutcome> query(String clOrdId) {
    return pool.withConnection(db -> books.find(db, clOrdId))
        .map(
            found ->
                found
                    .<QueryOutcome>map(QueryOutcome.Found::new)
                    .orElseGet(QueryOutcome.NotFound::new));
  }

  /** Promises never to accept an id, unless it came already. */
  Uni<SealOutcome> seal(String clOrdId) {
    return pool.withTransaction(
        db ->
            db.preparedQuery(SEAL)
                .execute(Tuple.of(clOrdId))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .flatMap(
                    promised ->
                        promised
                            ? Uni.createFrom().item(new SealOutcome.Sealed())
                            : books.find(db, clOrdId).map(Ledger::sealedTooLate)));
  }

  /** The id came before the promise; if it made nothing, it was refused and is dead as well. */
  private static SealOutcome sealedTooLate(Optional<VenueReport> found) {
    return found.<SealOutcome>map(SealOutcome.Found::new).orElseGet(SealOutcome.Sealed::new);
  }

  private static Uni<Boolean> receive(SqlConnection db, String clOrdId) {
    return db.preparedQuery(RECEIVE)
        .execute(Tuple.of(clOrdId))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  private static SendOutcome sealedId() {
    return new SendOutcome.Refused(SEALED, "The venue promised never to accept this id");
  }
}
