package io.eafix.execution.paper;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Figures of the paper venue's ledger. */
@ApplicationScoped
class PaperStats {
  private static final String READ =
      """
      SELECT count(*) AS accepted, count(*) - count(DISTINCT cl_ord_id) AS duplicates,
        (SELECT count(*) FROM execution) AS executions,
        (SELECT count(*) FROM venue_order WHERE state = 'REJECTED') AS rejected
      FROM venue_order WHERE state <> 'REJECTED'""";

  private final Pool pool;

  PaperStats(@ReactiveDataSource("paper") Pool pool) {
    this.pool = pool;
  }

  /**
   * The figures.
   *
   * @param venueOrders orders that the venue accepted
   * @param duplicates of them, those beyond the first of their client order id
   * @param rejected orders that it refused, which are not among {@code venueOrders}
   */
  record Figures(long venueOrders, long duplicates, long executions, long rejected) {}

  Uni<Figures> read() {
    return pool.preparedQuery(READ)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Figures(
                    row.getLong("accepted"),
                    row.getLong("duplicates"),
                    row.getLong("executions"),
                    row.getLong("rejected")));
  }
}
