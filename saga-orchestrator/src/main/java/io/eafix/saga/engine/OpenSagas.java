package io.eafix.saga.engine;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.run.SagaState;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Counts the sagas that have not ended, for the metrics: at an interval, however often these are
 * asked for, and from the index of states, however many sagas have ended.
 */
@ApplicationScoped
class OpenSagas {

  private static final Logger LOG = Logger.getLogger(OpenSagas.class);
  private static final String COUNT =
      "select state, count(*) from saga where state = any($1::text[]) group by state";
  private static final String[] OPEN =
      Stream.of(SagaState.values())
          .filter(state -> !state.terminal())
          .map(SagaState::name)
          .toArray(String[]::new);

  private final Vertx vertx;
  private final Pool pool;
  private final EngineMetrics metrics;
  private final int intervalMs;
  private volatile Map<SagaState, Long> counts;
  private volatile boolean stopping;

  OpenSagas(
      Vertx vertx,
      @ReactiveDataSource("engine") Pool pool,
      EngineMetrics metrics,
      SagaConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.metrics = metrics;
    this.intervalMs = config.countIntervalMs();
  }

  void start(@Observes StartupEvent event) {
    for (String state : OPEN) {
      metrics.open(SagaState.valueOf(state), () -> count(SagaState.valueOf(state)));
    }
    look();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private Number count(SagaState state) {
    Map<SagaState, Long> known = counts;
    return known == null ? Double.NaN : known.getOrDefault(state, 0L);
  }

  private void look() {
    pool.preparedQuery(COUNT)
        .execute(Tuple.of(OPEN))
        .onSuccess(rows -> counts = counted(rows))
        .onFailure(
            failed -> {
              // Rather none than one that does not change any more.
              counts = null;
              LOG.debugf(failed, "open sagas could not be counted");
            })
        .onComplete(
            done -> {
              if (!stopping) {
                vertx.setTimer(intervalMs, fired -> look());
              }
            });
  }

  private static Map<SagaState, Long> counted(RowSet<Row> rows) {
    Map<SagaState, Long> counts = new EnumMap<>(SagaState.class);
    rows.forEach(row -> counts.put(SagaState.valueOf(row.getString(0)), row.getLong(1)));
    return counts;
  }
}
