package io.eafix.execution.halt;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.intake.CancelIntake;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.execution.sender.Sender;
import io.eafix.execution.work.Rounds;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Cancels what was open when a halt asked for it, a batch in each transaction, in any number of
 * processes. Each order gets one cancel, whatever dies meanwhile, and a halt that has begun to
 * cancel goes on to its end even if trading is let go on before. Thread-safe.
 */
@ApplicationScoped
class HaltSweep {
  private static final Logger LOG = Logger.getLogger(HaltSweep.class);
  private static final int BATCH_MAX = 100;

  /** Most transactions have committed by then; the poll finds what has not. */
  private static final long COMMITTED_MS = 30;

  private final Transactions transactions;
  private final OrderRepository orders;
  private final CancelIntake cancels;
  private final Sender sender;
  private final MeterRegistry registry;
  private final Rounds rounds;

  HaltSweep(
      Transactions transactions,
      OrderRepository orders,
      CancelIntake cancels,
      Sender sender,
      MeterRegistry registry,
      Vertx vertx,
      ExecutionConfig config) {
    this.transactions = transactions;
    this.orders = orders;
    this.cancels = cancels;
    this.sender = sender;
    this.registry = registry;
    this.rounds = new Rounds(vertx, config, "cancels that halts ask for", this::round);
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.stop();
  }

  /** Looks soon, when the transaction that asks has committed. */
  void wakeSoon() {
    rounds.wakeAfter(COMMITTED_MS);
  }

  private Uni<Boolean> round() {
    return transactions
        .inNewTransaction(() -> transactions.sql().flatMap(this::step))
        .invoke(
            worked -> {
              if (worked) {
                sender.wake();
              }
            });
  }

  /** True if there was something to do. */
  private Uni<Boolean> step(Sql sql) {
    return HaltCancels.next(sql)
        .flatMap(
            found ->
                found
                    .map(halt -> step(sql, halt).replaceWith(true))
                    .orElseGet(() -> Uni.createFrom().item(false)));
  }

  private Uni<Void> step(Sql sql, HaltCancels.Halt halt) {
    return HaltCancels.batch(sql, halt, BATCH_MAX)
        .call(batch -> cancel(batch, "Kill switch: " + halt.reason()))
        .flatMap(batch -> HaltCancels.advance(sql, halt, batch, BATCH_MAX));
  }

  private Uni<?> cancel(List<UUID> batch, String why) {
    return Multi.createFrom()
        .iterable(batch)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                orders
                    .lock(id)
                    .map(Optional::orElseThrow)
                    .flatMap(order -> cancel(order, why))
                    .replaceWithVoid()
                    // It has had too many instructions; the others must not wait for that.
                    .onFailure(HttpProblem.class)
                    .recoverWithItem(refused -> leftOut(id, refused)))
        .collect()
        .last();
  }

  /** It may have ended while its lock was waited for. */
  private Uni<?> cancel(OrderEntity order, String why) {
    return cancels
        .open(order)
        .flatMap(open -> open ? cancels.cancel(order, why) : Uni.createFrom().nullItem());
  }

  private Void leftOut(UUID order, Throwable refused) {
    registry.counter("eafix.halt.cancels.left.out").increment();
    LOG.errorf("A halt cannot cancel order %s: %s", order, refused.getMessage());
    return null;
  }
}
