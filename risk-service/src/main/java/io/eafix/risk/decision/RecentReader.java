package io.eafix.risk.decision;

import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.Recent;
import io.eafix.risk.check.Rules;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Counts what was decided before, in Postgres, under the account's lock: every replica counts the
 * same, and a crash forgets nothing.
 *
 * <p>Windows are of market time and reach to both sides of the order's, so that orders that are
 * decided out of their order are not overlooked.
 */
@ApplicationScoped
class RecentReader {

  private static final String COUNT =
      """
      select
        exists (select from reservation where signal_id = $1) as duplicate,
        (select count(*) from decision d join reservation r on r.decision_id = d.id
         where d.account = $2 and d.approved and d.as_of > $8 and d.as_of < $9
           and d.symbol = $3 and d.side = $4 and d.quantity = $5
           and d.strategy is not distinct from $6 and d.limit_price is not distinct from $7
           and d.signal_id <> $1 and r.state <> 'RELEASED') as repeats,
        (select count(*) from decision d
         where d.account = $2 and d.approved and d.as_of > $10 and d.as_of < $11) as orders""";

  private final Transactions transactions;

  RecentReader(Transactions transactions) {
    this.transactions = transactions;
  }

  Uni<Recent> read(OrderIntent order, Rules rules) {
    Duration repeats =
        Duration.ofMillis(rules.areComplete() ? rules.symbolLimits().repeatWindowMs() : 0);
    Duration orders =
        Duration.ofMillis(rules.areComplete() ? rules.accountLimits().ordersWindowMs() : 0);
    Instant asOf = order.asOf();
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(
                    COUNT,
                    order.signalId(),
                    order.account(),
                    order.symbol(),
                    order.side().name(),
                    order.quantity(),
                    order.strategy(),
                    order.limitPrice(),
                    utc(asOf.minus(repeats)),
                    utc(asOf.plus(repeats)),
                    utc(asOf.minus(orders)),
                    utc(asOf.plus(orders))))
        .map(rows -> recent(rows.iterator().next()));
  }

  private static Recent recent(Row row) {
    return new Recent(row.getBoolean("duplicate"), row.getLong("repeats"), row.getLong("orders"));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
