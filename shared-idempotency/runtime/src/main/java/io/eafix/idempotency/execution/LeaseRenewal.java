package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.WriteOutcome;
import io.vertx.core.Vertx;
import java.time.Duration;
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

  static LeaseRenewal start(
      Vertx vertx, IdempotencyStore store, String key, long fence, Duration lease) {
    long periodMillis = Math.max(1, lease.toMillis() / RENEWALS_PER_LEASE);
    long timer =
        vertx.setPeriodic(
            periodMillis,
            id ->
                store
                    .renew(key, fence, lease)
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
