package io.eafix.saga.api;

import io.eafix.idempotency.sql.Transactions;
import io.eafix.saga.SagaConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Live changes of sagas, whichever replica drives them: all watched sagas are looked at with one
 * query. A client sees the present state at once, every later state it is not too slow for, and the
 * final one; if this replica stops before, the stream ends without it.
 */
@ApplicationScoped
class SagaWatch {

  private static final Logger LOG = Logger.getLogger(SagaWatch.class);
  private static final String VERSIONS =
      "select saga_id, version from saga where saga_id = any($1::uuid[])";

  private final Vertx vertx;
  private final Pool pool;
  private final Transactions transactions;
  private final SagaQueries queries;
  private final OpenStreams streams;
  private final int intervalMs;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  SagaWatch(
      Vertx vertx,
      Pool pool,
      Transactions transactions,
      SagaQueries queries,
      OpenStreams streams,
      SagaConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.transactions = transactions;
    this.queries = queries;
    this.streams = streams;
    this.intervalMs = config.stream().intervalMs();
  }

  /**
   * Streams a saga until it has ended or this replica stops; 404 if there is none, 503 if too many
   * streams are open or this replica is stopping.
   */
  Uni<Multi<SagaDetail>> watch(UUID sagaId) {
    streams.admit();
    return queries.detail(sagaId).map(this::stream);
  }

  private Multi<SagaDetail> stream(SagaDetail now) {
    return Multi.createFrom()
        .<SagaDetail>emitter(
            emitter -> {
              emitter.emit(now);
              if (now.state().terminal()) {
                emitter.complete();
                return;
              }
              Watcher watcher = new Watcher(now.sagaId(), now.version(), emitter);
              watchers.add(watcher);
              streams.add(emitter, () -> watchers.remove(watcher));
              look();
            })
        .onOverflow()
        .dropPreviousItems();
  }

  private void look() {
    if (!watchers.isEmpty() && looking.compareAndSet(false, true)) {
      vertx.setTimer(
          intervalMs,
          fired ->
              pool.preparedQuery(VERSIONS)
                  .execute(
                      Tuple.of(
                          watchers.stream()
                              .map(watcher -> watcher.sagaId)
                              .distinct()
                              .toArray(UUID[]::new)))
                  .onSuccess(this::compare)
                  .onFailure(failed -> LOG.debugf(failed, "watched sagas could not be read"))
                  .onComplete(
                      done -> {
                        looking.set(false);
                        look();
                      }));
    }
  }

  private void compare(RowSet<Row> rows) {
    Map<UUID, Long> versions = new HashMap<>();
    rows.forEach(row -> versions.put(row.getUUID(0), row.getLong(1)));
    for (Watcher watcher : watchers) {
      Long version = versions.get(watcher.sagaId);
      if (version != null && version > watcher.seen) {
        watcher.seen = version;
        transactions
            .onNewContext(() -> detail(watcher.sagaId))
            .subscribe()
            .with(watcher::tell, watcher.emitter::fail);
      }
    }
  }

  Uni<SagaDetail> detail(UUID sagaId) {
    return queries.detail(sagaId);
  }

  private static final class Watcher {
    private final UUID sagaId;
    private final MultiEmitter<? super SagaDetail> emitter;
    private volatile long seen;

    Watcher(UUID sagaId, long seen, MultiEmitter<? super SagaDetail> emitter) {
      this.sagaId = sagaId;
      this.seen = seen;
      this.emitter = emitter;
    }

    void tell(SagaDetail saga) {
      emitter.emit(saga);
      if (saga.state().terminal()) {
        emitter.complete();
      }
    }
  }
}
