package io.eafix.execution.paper;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.eafix.execution.work.Rounds;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Delivers to the engine what happened to resting orders, until the engine has booked it: at least
 * once, through crashes of either side.
 */
@ApplicationScoped
class PaperFeed {
  private static final int BATCH_MAX = 100;
  private static final String NEXT =
      """
      SELECT o.*, u.change FROM unconfirmed u JOIN venue_order o USING (venue_order_id)
      ORDER BY u.change LIMIT $1""";
  private static final String CONFIRM =
      "DELETE FROM unconfirmed WHERE venue_order_id = $1 AND change = $2";

  private final Pool pool;
  private final Books books;
  private final Faults faults;
  private final ReportSink sink;
  private final Rounds rounds;

  PaperFeed(
      @ReactiveDataSource("paper") Pool pool,
      Books books,
      Faults faults,
      ReportSink sink,
      Vertx vertx,
      ExecutionConfig config) {
    this.pool = pool;
    this.books = books;
    this.faults = faults;
    this.sink = sink;
    this.rounds = new Rounds(vertx, config, "the paper venue's reports", this::round);
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.stop();
  }

  void wake() {
    rounds.wake();
  }

  private Uni<Boolean> round() {
    return faults.connected()
        ? deliver().map(delivered -> delivered == BATCH_MAX)
        : Uni.createFrom().item(false);
  }

  private Uni<Integer> deliver() {
    return pool.preparedQuery(NEXT)
        .execute(Tuple.of(BATCH_MAX))
        .flatMap(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(this::deliver)
                    .collect()
                    .last()
                    .replaceWith(rows.size()));
  }

  private Uni<Void> deliver(Row row) {
    return pool.withConnection(db -> books.report(db, row))
        .flatMap((VenueReport report) -> sink.book(report))
        .chain(
            () ->
                pool.preparedQuery(CONFIRM)
                    .execute(Tuple.of(row.getLong("venue_order_id"), row.getLong("change"))))
        .replaceWithVoid();
  }
}
