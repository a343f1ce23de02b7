package io.eafix.execution.book;

import io.eafix.execution.venue.Dispute;
import io.eafix.idempotency.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The {@code disputed_execution} table: what venues say against trades, once each however often
 * they say it. No position changes by it; a person compares with the venue's statement.
 */
@ApplicationScoped
public class DisputeStore {
  private static final Logger LOG = Logger.getLogger(DisputeStore.class);
  private static final String INSERT =
      """
      INSERT INTO disputed_execution
        (kind, venue, cl_ord_id, order_id, exec_id, exec_ref_id, quantity, price, seen_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT DO NOTHING""";

  private final Transactions transactions;
  private final MeterRegistry registry;
  private final Clock clock;

  DisputeStore(Transactions transactions, MeterRegistry registry, Clock clock) {
    this.transactions = transactions;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Keeps it in the running transaction.
   *
   * @param orderId null if the order is none of ours
   */
  Uni<Void> keep(String venue, String clOrdId, UUID orderId, Dispute dispute) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                    INSERT,
                    dispute.kind().name(),
                    venue,
                    clOrdId,
                    orderId,
                    dispute.execId(),
                    dispute.execRefId().orElse(null),
                    dispute.quantity().orElse(null),
                    dispute.price().orElse(null),
                    clock.instant().atOffset(ZoneOffset.UTC)))
        .invoke(
            rows -> {
              if (rows == 1) {
                raise(venue, clOrdId, dispute);
              }
            })
        .replaceWithVoid();
  }

  private void raise(String venue, String clOrdId, Dispute dispute) {
    registry
        .counter("eafix.venue.executions.disputed", "venue", venue, "kind", dispute.kind().name())
        .increment();
    LOG.errorf(
        "Venue %s disputes an execution of %s, %s: a person has to look",
        venue, clOrdId, dispute.kind());
  }
}
