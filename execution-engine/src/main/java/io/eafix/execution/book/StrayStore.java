package io.eafix.execution.book;

import io.eafix.execution.venue.Dispute;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
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
  private static final String SAME =
      """
      SELECT cl_ord_id = $4 AND quantity = $5 AND price = $6 AS same FROM stray_execution
      WHERE venue = $1 AND account = $2 AND exec_id = $3""";

  private final Transactions transactions;
  private final DisputeStore disputes;
  private final MeterRegistry registry;
  private final Clock clock;

  StrayStore(
      Transactions transactions, DisputeStore disputes, MeterRegistry registry, Clock clock) {
    this.transactions = transactions;
    this.disputes = disputes;
    this.registry = registry;
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
        .chain(
            () ->
                report
                    .dispute()
                    .map(said -> disputes.keep(report.venue(), report.clOrdId(), null, said))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> keep(VenueReport report, Execution execution) {
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
                        clock.instant().atOffset(ZoneOffset.UTC))
                    .flatMap(
                        rows -> rows == 1 ? counted(report) : compare(sql, report, execution)));
  }

  private Uni<Void> counted(VenueReport report) {
    registry.counter("eafix.venue.executions.stray", "venue", report.venue()).increment();
    return Uni.createFrom().voidItem();
  }

  /** The id is known: that of the same execution, or of another, which must not be lost. */
  private Uni<Void> compare(Sql sql, VenueReport report, Execution execution) {
    return sql.query(
            SAME,
            report.venue(),
            execution.account(),
            execution.execId(),
            report.clOrdId(),
            execution.quantity(),
            execution.price())
        .flatMap(
            rows ->
                rows.iterator().next().getBoolean("same")
                    ? Uni.createFrom().voidItem()
                    : disputes.keep(
                        report.venue(), report.clOrdId(), null, Dispute.reused(execution)));
  }
}
