package io.eafix.saga.engine;

import io.eafix.idempotency.execution.FinishedExecution;
import io.eafix.saga.SagaConfig;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.store.SagaReader;
import io.eafix.saga.store.SagaRecord;
import io.eafix.saga.store.StartOutcome;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * This replica's share of the sagas: which it drives, how it gets them, how it gives them up.
 *
 * <p>Any number of replicas share the work. A saga has one owner at a time; if the owner dies, its
 * sagas are taken over when its lease has run out, and calls that were decided are made again with
 * their old idempotency keys. If two replicas think they own a saga, only one can write.
 */
@ApplicationScoped
public class SagaEngine {

  private static final Logger LOG = Logger.getLogger(SagaEngine.class);
  private static final int DRAIN_MS_MAX = 3_000;
  private static final int DRAIN_LOOK_MS = 20;
  private static final int END_SECONDS_MAX = 2;
  private static final int SWEEP_MS = 5_000;

  private final Vertx vertx;
  private final Pool pool;
  private final Lease lease;
  private final ClaimRounds rounds;
  private final SagaDriver driver;
  private final Definitions definitions;
  private final SagaConfig config;
  private final Clock clock;
  private final EngineMetrics metrics;
  private final ChangeWriter writer;
  private final NewSagas newSagas;
  private final Rereads rereads;
  private final Map<UUID, ActiveSaga> active = new HashMap<>();
  private volatile int activeCount;
  private volatile boolean stopping;
  private Context loop;

  SagaEngine(
      Vertx vertx,
      @ReactiveDataSource("engine") Pool pool,
      Lease lease,
      ClaimRounds rounds,
      SagaDriver driver,
      Definitions definitions,
      SagaConfig config,
      Clock clock,
      EngineMetrics metrics,
      ChangeWriter writer,
      NewSagas newSagas,
      Rereads rereads) {
    this.vertx = vertx;
    this.pool = pool;
    this.lease = lease;
    this.rounds = rounds;
    this.driver = driver;
    this.definitions = definitions;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.writer = writer;
    this.newSagas = newSagas;
    this.rereads = rereads;
  }

  void start(@Observes StartupEvent event) {
    loop = vertx.getOrCreateContext();
    metrics.active(() -> activeCount);
    driver.connect(this::forget, rereads::add, rereads::addLater);
    rereads.connect((saga, record) -> driver.contained(saga, () -> reread(saga, record)));
    loop.runOnContext(
        go -> {
          renew();
          claim();
          sweep();
        });
  }

  /**
   * Makes a new saga, which the caller then hands to {@link #start}. It is owned by this replica if
   * there is room; if not, it waits in Postgres.
   *
   * @param id of the saga
   */
  public NewSaga prepare(UUID id, SagaPlan plan, String businessKey, String context) {
    boolean room = ready() && activeCount < config.activeMax();
    return newSagas.make(id, plan, businessKey, context, room ? lease.epoch() : null);
  }

  /**
   * Writes a new saga and drives it from then on.
   *
   * @param by who starts it
   * @return completes on the engine's event loop; fails with {@link BusyException} if too much
   *     waits to be written, and then nothing was; any other failure means that it is unknown
   */
  public Future<StartOutcome> start(NewSaga saga, CommandBy by, FinishedExecution execution) {
    Promise<StartOutcome> outcome = Promise.promise();
    loop.runOnContext(
        go -> {
          if (writer.waiting() >= config.writesWaitingMax()) {
            outcome.fail(new BusyException());
            return;
          }
          writer
              .start(saga.toStart(by, execution))
              .onSuccess(written -> began(saga, written))
              // It may have been: then this replica owns it.
              .onFailure(unknown -> later(() -> refresh(saga.record().id())))
              .onComplete(outcome);
        });
    return outcome.future();
  }

  private void began(NewSaga saga, StartOutcome written) {
    if (written == StartOutcome.STARTED && saga.record().ownerEpoch() != null) {
      add(saga.saga());
    }
  }

  /** The epoch that new sagas of this replica are owned by. */
  public long epoch() {
    return lease.epoch();
  }

  /** Sagas this replica drives. */
  public int active() {
    return activeCount;
  }

  /** Whether this replica can drive sagas at the moment. */
  public boolean ready() {
    return lease.held() && !stopping;
  }

  /** A person's command has committed, with this replica as the owner: drive the saga. */
  public void committed(UUID sagaId) {
    loop.runOnContext(go -> refresh(sagaId));
  }

  private void refresh(UUID sagaId) {
    ActiveSaga known = active.get(sagaId);
    if (known != null) {
      known.rereadWanted = true;
      driver.pump(known);
      return;
    }
    SagaReader.read(pool, List.of(sagaId))
        .onSuccess(found -> found.stream().filter(this::mine).forEach(this::adopt))
        .onFailure(failed -> later(() -> refresh(sagaId)));
  }

  private boolean mine(SagaRecord saga) {
    return saga.ownerEpoch() != null && saga.ownerEpoch() == lease.epoch();
  }

  /** Drives a saga that others may have driven before. */
  private void adopt(SagaRecord saga) {
    definitions
        .plan(saga.definition(), saga.definitionVersion())
        .map(
            plan -> {
              ActiveSaga adopted = new ActiveSaga(saga, plan, clock);
              // First of all: what was decided before may not be wanted any more.
              if (saga.queued()) {
                adopted.mailbox.add((s, run) -> s.machine.begun(run, s));
              } else {
                adopted.takenOver();
                adopted.mailbox.add((s, run) -> s.machine.recovered(run, s));
              }
              return adopted;
            })
        .onSuccess(this::add)
        .onFailure(unusable -> LOG.errorf(unusable, "saga %s cannot be driven", saga.id()));
  }

  private void add(ActiveSaga saga) {
    if (active.putIfAbsent(saga.id, saga) == null) {
      activeCount = active.size();
      driver.pump(saga);
    }
  }

  private void forget(ActiveSaga saga) {
    saga.gone = true;
    vertx.cancelTimer(saga.timer);
    active.remove(saga.id, saga);
    activeCount = active.size();
    if (saga.rereadWanted) {
      // A person's command gave it back to this replica while its release was being written.
      refresh(saga.id);
    }
  }

  private void reread(ActiveSaga saga, SagaRecord record) {
    if (record == null || !mine(record)) {
      forget(saga);
    } else {
      saga.reread(record);
      driver.post(saga, (s, run) -> s.machine.recovered(run, s));
    }
  }

  private void renew() {
    lease
        .renew()
        .onComplete(
            done -> {
              if (done.succeeded() && done.result()) {
                List.copyOf(active.keySet()).forEach(this::refresh);
              }
              if (done.failed()) {
                LOG.warnf("the lease could not be renewed: %s", done.cause().getMessage());
              }
              if (!stopping) {
                vertx.setTimer(Math.max(1, config.leaseMs() / 3), fired -> renew());
              }
            });
  }

  private void claim() {
    int room = Math.min(config.claimSizeMax(), config.activeMax() - active.size());
    (ready() ? rounds.take(room) : Future.<ClaimRounds.Taken>succeededFuture())
        .onComplete(
            done -> {
              boolean more = false;
              if (done.succeeded() && done.result() != null) {
                more = done.result().more();
                done.result().sagas().forEach(this::adopt);
              }
              if (!stopping) {
                vertx.setTimer(more ? 1 : config.claimIntervalMs(), fired -> claim());
              }
            });
  }

  /** Sagas that this replica owns without knowing it, because the answer to a commit was lost. */
  private void sweep() {
    rounds
        .owned()
        .onSuccess(
            owned -> owned.stream().filter(id -> !active.containsKey(id)).forEach(this::refresh))
        .onComplete(
            done -> {
              if (!stopping) {
                vertx.setTimer(SWEEP_MS, fired -> sweep());
              }
            });
  }

  private void later(Runnable work) {
    vertx.setTimer(config.storeRetryMs(), fired -> work.run());
  }

  /** Lets calls under way finish for a while, then frees all sagas for the other replicas. */
  void stop(@Observes ShutdownEvent event) throws Exception {
    stopping = true;
    CompletableFuture<Void> drained = new CompletableFuture<>();
    loop.runOnContext(
        go -> {
          driver.drain();
          drained(drained, System.nanoTime());
        });
    drained.get(DRAIN_MS_MAX + 1_000, TimeUnit.MILLISECONDS);
    lease.end().toCompletionStage().toCompletableFuture().get(END_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private void drained(CompletableFuture<Void> done, long since) {
    boolean quiet = active.values().stream().allMatch(saga -> saga.idle() && !saga.writing);
    if (quiet || System.nanoTime() - since > DRAIN_MS_MAX * 1_000_000L) {
      done.complete(null);
    } else {
      vertx.setTimer(DRAIN_LOOK_MS, fired -> drained(done, since));
    }
  }
}
