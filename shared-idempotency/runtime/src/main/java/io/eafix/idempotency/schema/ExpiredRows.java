package io.eafix.idempotency.schema;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Deletes execution and inbox rows whose time is over, a bounded number in each transaction, until
 * there are no more. Unfinished executions are never deleted. Replicas skip rows that another one
 * is deleting.
 */
@ApplicationScoped
public class ExpiredRows {

  private static final Logger LOG = Logger.getLogger(ExpiredRows.class);

  // By now(), which an index can be asked for, as clock_timestamp() cannot; oldest first, so that
  // it is asked whatever the planner thinks of the table; by place, so that no other is.

  static final String EXECUTIONS =
      """
      delete from execution where ctid = any(array(
        select ctid from execution
         where expires_at < now() and status = 'COMPLETED'
         order by expires_at limit $1 for update skip locked))
      """;

  static final String MESSAGES =
      """
      delete from inbox where ctid = any(array(
        select ctid from inbox
         where received_at < now() - $2::bigint * interval '1 millisecond'
         order by received_at limit $1 for update skip locked))
      """;

  static final String STEPS =
      """
      delete from saga_fence where ctid = any(array(
        select ctid from saga_fence
         where coalesce(compensated_at, created_at) < now() - $2::bigint * interval '1 millisecond'
         order by coalesce(compensated_at, created_at) limit $1 for update skip locked))
      """;

  private final Transactions transactions;
  private final Vertx vertx;
  private final IdempotencyConfig config;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile long timer = -1;

  ExpiredRows(Transactions transactions, Vertx vertx, IdempotencyConfig config) {
    this.transactions = transactions;
    this.vertx = vertx;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            config.executions().cleanupInterval().toMillis(), ignored -> deleteUnlessRunning());
  }

  void stop(@Observes Shutdown event) {
    vertx.cancelTimer(timer);
  }

  /**
   * Deletes all rows whose time is over, up to the configured number of each table at a time.
   *
   * @return how many there were
   */
  public Uni<Integer> delete() {
    int max = config.executions().cleanupRowsMax();
    return Uni.createFrom()
        .deferred(() -> some(max))
        .repeat()
        .whilst(rows -> rows > 0 && rows >= max)
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private Uni<Integer> some(int max) {
    return transactions.inNewTransaction(
        () ->
            transactions
                .sql()
                .chain(
                    sql ->
                        Uni.combine()
                            .all()
                            .unis(
                                sql.update(EXECUTIONS, max),
                                sql.update(MESSAGES, max, config.inbox().retention().toMillis()),
                                steps(sql, max))
                            .usingConcurrencyOf(1)
                            .with((executions, messages, steps) -> executions + messages + steps)));
  }

  private Uni<Integer> steps(Sql sql, int max) {
    return config
        .fence()
        .retention()
        .map(retention -> sql.update(STEPS, max, retention.toMillis()))
        .orElseGet(() -> Uni.createFrom().item(0));
  }

  private void deleteUnlessRunning() {
    if (running.compareAndSet(false, true)) {
      delete()
          .eventually(() -> running.set(false))
          .subscribe()
          .with(
              rows -> LOG.debugf("%d expired rows deleted", rows),
              failure -> LOG.warnf("Expired rows were not deleted: %s", failure.getMessage()));
    }
  }
}
