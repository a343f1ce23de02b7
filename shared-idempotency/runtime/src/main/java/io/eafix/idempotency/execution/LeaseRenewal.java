package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps a claim while its work runs: renews it three times in each lease, until it is stopped. */
final class LeaseRenewal {

  private static final Logger LOG = Logger.getLogger(LeaseRenewal.class);
  private static final int RENEWALS_PER_LEASE = 3;

  private final Vertx vertx;
  private final long timer;

  private LeaseRenewal(Vertx vertx, long timer) {
    this.vertx = vertx;
    this.timer = timer;
  }

  static LeaseRenewal start(Vertx vertx, Duration lease, Supplier<Uni<WriteOutcome>> renew) {
    long periodMillis = Math.max(1, lease.toMillis() / RENEWALS_PER_LEASE);
    long timer =
        vertx.setPeriodic(
            periodMillis,
            id ->
                renew
                    .get()
                    .subscribe()
                    .with(
                        outcome -> {
                          if (outcome == WriteOutcome.STALE) {
                            vertx.cancelTimer(id);
                          }
                        },
                        failure -> LOG.debugf(failure, "A lease could not be renewed; next try")));
    return new LeaseRenewal(vertx, timer);
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
