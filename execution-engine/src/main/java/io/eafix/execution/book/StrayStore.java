package io.eafix.execution.book;

import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * The {@code stray_execution} table: executions that no order of ours explains. They are kept, once
 * each, and shown in the figures, so that a person finds out whose they are.
 */
@ApplicationScoped
class StrayStore {
  private static final Logger LOG = Logger.getLogger(StrayStore.class);
  private static final String INSERT =
      """
      INSERT INTO stray_execution
        (venue, account, exec_id, cl_ord_id, quantity, price, traded_at, seen_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (venue, account, exec_id) DO NOTHING""";

  private final Transactions transactions;
  private final Clock clock;

  StrayStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  Uni<Void> keep(VenueReport report) {
    LOG.errorf("Venue %s reports on %s, which is not ours", report.venue(), report.clOrdId());
    return Multi.createFrom()
        .iterable(report.executions())
        .onItem()
        .transformToUniAndConcatenate(execution -> keep(report, execution))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> keep(VenueReport report, Execution execution) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                    INSERT,
                    report.venue(),
                    execution.account(),
                    execution.execId(),
                    report.clOrdId(),
                    execution.quantity(),
                    execution.price(),
                    execution.time().atOffset(ZoneOffset.UTC),
                    clock.instant().atOffset(ZoneOffset.UTC)));
  }
}
