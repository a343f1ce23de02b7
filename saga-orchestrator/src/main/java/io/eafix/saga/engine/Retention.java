package io.eafix.saga.engine;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.saga.SagaConfig;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.EndedSagas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has sagas deleted that ended longer ago than the configuration says; does nothing unless it says
 * so. Any number of replicas may do it at a time.
 */
@ApplicationScoped
class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);

  private final Vertx vertx;
  private final EndedSagas store;
  private final EngineMetrics metrics;
  private final SagaConfig.Retention config;
  private final Optional<Duration> kept;
  private final Duration keyTtl;
  private volatile boolean stopping;

  Retention(
      Vertx vertx,
      EndedSagas store,
      EngineMetrics metrics,
      SagaConfig config,
      IdempotencyConfig keys) {
    this.vertx = vertx;
    this.store = store;
    this.metrics = metrics;
    this.config = config.retention();
    this.kept = config.retention().endedDays().map(Duration::ofDays);
    this.keyTtl = keys.ttl();
  }

  void start(@Observes StartupEvent event) {
    kept.ifPresent(this::later);
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void later(Duration age) {
    if (!stopping) {
      vertx.setTimer(config.intervalMs(), fired -> round(age).onComplete(done -> later(age)));
    }
  }

  private Future<Void> round(Duration age) {
    return all(SagaState.COMPLETED, age)
        .compose(deleted -> all(SagaState.COMPENSATED, age))
        .onFailure(
            failed -> LOG.warnf("ended sagas could not be deleted: %s", failed.getMessage()));
  }

  private Future<Void> all(SagaState state, Duration age) {
    int max = config.batchSizeMax();
    return store
        .delete(state, age, keyTtl, max)
        .compose(
            deleted -> {
              metrics.deleted(deleted);
              return deleted < max || stopping ? Future.succeededFuture() : all(state, age);
            });
  }
}
