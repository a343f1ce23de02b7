package io.eafix.saga.engine;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.store.SagaReader;
import io.eafix.saga.store.SagaRecord;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Reads sagas again whose last write was overtaken or is unclear, many with one query, until
 * Postgres answers. On the engine's event loop only.
 */
@ApplicationScoped
class Rereads {

  private static final Logger LOG = Logger.getLogger(Rereads.class);
  private static final int SAGAS_MAX = 500;
  private static final int DOUBLINGS_MAX = 7;

  private final Vertx vertx;
  private final Pool pool;
  private final SagaConfig config;
  private final Set<ActiveSaga> waiting = new LinkedHashSet<>();
  private BiConsumer<ActiveSaga, SagaRecord> found = (saga, record) -> {};
  private boolean reading;

  Rereads(Vertx vertx, @ReactiveDataSource("engine") Pool pool, SagaConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.config = config;
  }

  /** Sets who is given each saga with what Postgres says of it, null if it is gone. */
  void connect(BiConsumer<ActiveSaga, SagaRecord> found) {
    this.found = found;
  }

  /** Reads a saga again; nothing else is written for it until then. */
  void add(ActiveSaga saga) {
    saga.writing = true;
    saga.rereadWanted = false;
    waiting.add(saga);
    read();
  }

  /**
   * As {@link #add}, after a write that failed: the more of them in turn, the later, so that what
   * Postgres will never take does not keep it busy.
   */
  void addLater(ActiveSaga saga, Throwable failure) {
    saga.writing = true;
    int doublings = Math.min(saga.writesFailed++, DOUBLINGS_MAX);
    long wait = (long) config.storeRetryMs() << doublings;
    LOG.logf(
        doublings == 0 ? Logger.Level.DEBUG : Logger.Level.WARN,
        "saga %s could not be written, it is tried again in %d ms: %s",
        saga.id,
        wait,
        failure.getMessage());
    vertx.setTimer(wait, fired -> add(saga));
  }

  private void read() {
    if (reading || waiting.isEmpty()) {
      return;
    }
    List<ActiveSaga> sagas = waiting.stream().limit(SAGAS_MAX).toList();
    sagas.forEach(waiting::remove);
    reading = true;
    SagaReader.read(pool, sagas.stream().map(saga -> saga.id).toList())
        .onSuccess(
            records -> {
              reading = false;
              tell(sagas, records);
              read();
            })
        .onFailure(
            away -> {
              waiting.addAll(sagas);
              vertx.setTimer(
                  config.storeRetryMs(),
                  fired -> {
                    reading = false;
                    read();
                  });
            });
  }

  private void tell(List<ActiveSaga> sagas, List<SagaRecord> records) {
    Map<UUID, SagaRecord> byId = new HashMap<>();
    records.forEach(record -> byId.put(record.id(), record));
    for (ActiveSaga saga : sagas) {
      saga.writing = false;
      found.accept(saga, byId.get(saga.id));
    }
  }
}
