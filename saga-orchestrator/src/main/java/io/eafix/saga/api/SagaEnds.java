package io.eafix.saga.api;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.engine.StateChanges;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.SagaChanged;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Waits until sagas come to rest: have ended, or need a person. Those that this replica drives are
 * heard of at once, others are found by looking, all with one query.
 */
@ApplicationScoped
class SagaEnds {

  private static final Logger LOG = Logger.getLogger(SagaEnds.class);

  /** A saga may end before the answer to its start gets here. */
  private static final int REMEMBERED_MAX = 4_096;

  private static final String RESTING =
      "select saga_id, state from saga where saga_id = any($1::uuid[])"
          + " and state in ('COMPLETED', 'COMPENSATED', 'COMPENSATION_FAILED')";

  private final Vertx vertx;
  private final StateChanges engine;
  private final Pool pool;
  private final SagaConfig config;
  private final Map<UUID, List<Waiter>> waiters = new HashMap<>();
  private int waiting;
  private final Map<UUID, SagaState> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, SagaState> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };
  private boolean looking;

  SagaEnds(Vertx vertx, StateChanges engine, Pool pool, SagaConfig config) {
    this.vertx = vertx;
    this.engine = engine;
    this.pool = pool;
    this.config = config;
  }

  @PostConstruct
  void connect() {
    engine.listen(this::heard);
  }

  /** Where the saga came to rest; empty if it has not in time, or if too many wait already. */
  Uni<Optional<SagaState>> await(UUID sagaId, Duration wait) {
    return Uni.createFrom().emitter(emitter -> add(sagaId, wait, emitter));
  }

  private void add(UUID sagaId, Duration wait, UniEmitter<? super Optional<SagaState>> emitter) {
    SagaState known;
    synchronized (waiters) {
      known = recent.get(sagaId);
      if (known == null && waiting < config.startsWaitingMax()) {
        long timer = vertx.setTimer(wait.toMillis(), late -> giveUp(sagaId, late));
        waiters.computeIfAbsent(sagaId, id -> new ArrayList<>(1)).add(new Waiter(timer, emitter));
        waiting++;
        look();
        return;
      }
    }
    emitter.complete(Optional.ofNullable(known));
  }

  /** One wait is over; others for the same saga go on. */
  private void giveUp(UUID sagaId, long timer) {
    Optional<Waiter> late;
    synchronized (waiters) {
      List<Waiter> all = waiters.getOrDefault(sagaId, List.of());
      late = all.stream().filter(waiter -> waiter.timer() == timer).findFirst();
      if (late.isPresent()) {
        waiting--;
        all.remove(late.get());
        if (all.isEmpty()) {
          waiters.remove(sagaId);
        }
      }
    }
    late.ifPresent(waiter -> waiter.emitter().complete(Optional.empty()));
  }

  private void heard(SagaChanged change) {
    if (rests(change.state())) {
      tell(change.sagaId(), change.state());
    }
  }

  private static boolean rests(SagaState state) {
    return state.terminal() || state == SagaState.COMPENSATION_FAILED;
  }

  private void tell(UUID sagaId, SagaState state) {
    List<Waiter> told;
    synchronized (waiters) {
      told = waiters.remove(sagaId);
      waiting -= told == null ? 0 : told.size();
      if (state.terminal()) {
        recent.put(sagaId, state);
      }
    }
    if (told != null) {
      for (Waiter waiter : told) {
        vertx.cancelTimer(waiter.timer());
        waiter.emitter().complete(Optional.of(state));
      }
    }
  }

  /** Called with the lock held. */
  private void look() {
    if (!looking && !waiters.isEmpty()) {
      looking = true;
      vertx.setTimer(config.stream().intervalMs(), fired -> read());
    }
  }

  private void read() {
    UUID[] ids;
    synchronized (waiters) {
      ids = waiters.keySet().toArray(UUID[]::new);
    }
    pool.preparedQuery(RESTING)
        .execute(Tuple.of(ids))
        .onSuccess(this::found)
        .onFailure(failed -> LOG.debugf(failed, "the ends of sagas could not be read"))
        .onComplete(
            done -> {
              synchronized (waiters) {
                looking = false;
                look();
              }
            });
  }

  private void found(RowSet<Row> rows) {
    for (Row row : rows) {
      tell(row.getUUID(0), SagaState.valueOf(row.getString(1)));
    }
  }

  private record Waiter(long timer, UniEmitter<? super Optional<SagaState>> emitter) {}
}
