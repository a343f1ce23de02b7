package io.eafix.signal.start;

import io.eafix.idempotency.saga.SagaClient;
import io.eafix.idempotency.saga.SagaStart;
import io.eafix.idempotency.saga.SagaStartException;
import io.eafix.signal.config.SignalConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Starts the sagas of committed signals.
 *
 * <p>It is woken when a request that may have committed some has been answered, and it looks by
 * itself every poll interval, so that a crash or a lost wake-up only costs time. Each start is one
 * saga however often it is tried; see {@link StartQueue} for order and leases, {@link LaneKeeper}
 * for what waits.
 */
@ApplicationScoped
public class StartDispatcher {

  private static final Logger LOG = Logger.getLogger(StartDispatcher.class);

  private final StartQueue queue;
  private final LaneKeeper lanes;
  private final SagaClient sagas;
  private final SignalConfig.Starts config;
  private final Backoff backoff;

  /** 0 idle, 1 working, 2 working and to look once more. */
  private final AtomicInteger wakes = new AtomicInteger();

  /** Whether a look at the lanes is due without anyone waking this. */
  private final AtomicBoolean lookIsDue = new AtomicBoolean();

  private volatile boolean stopping;

  StartDispatcher(StartQueue queue, LaneKeeper lanes, SagaClient sagas, SignalConfig config) {
    this.queue = queue;
    this.lanes = lanes;
    this.sagas = sagas;
    this.config = config.starts();
    this.backoff = new Backoff(this.config.backoff(), this.config.backoffMax());
  }

  /** Looks for pending starts soon; returns at once, from any thread. */
  public void wake() {
    if (!stopping && wakes.getAndUpdate(w -> Math.min(2, w + 1)) == 0) {
      work();
    }
  }

  /** Looks for pending starts when the request has been answered, which is after its commit. */
  public void wakeAfter(RoutingContext request) {
    request.addEndHandler(ended -> wake());
  }

  @Scheduled(
      every = "${eafix.signals.starts.poll-interval:PT1S}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void work() {
    round()
        .subscribe()
        .with(
            this::worked,
            failure -> {
              LOG.warnf("Sagas could not be started, next try at the next poll: %s", failure);
              wakes.set(0);
            });
  }

  private void worked(int moved) {
    if (stopping) {
      return;
    }
    if (moved > 0) {
      work();
    } else if (!wakes.compareAndSet(1, 0)) {
      wakes.set(1);
      work();
    }
  }

  /** Starts what may start and lets lanes go on; returns how much there was of both. */
  private Uni<Integer> round() {
    return startHeads()
        .flatMap(
            started ->
                lanes
                    .look()
                    .invoke(look -> look.pause().ifPresent(this::lookAfter))
                    .map(look -> started + look.released()));
  }

  private void lookAfter(Duration pause) {
    if (lookIsDue.compareAndSet(false, true)) {
      Uni.createFrom()
          .voidItem()
          .onItem()
          .delayIt()
          .by(pause)
          .invoke(() -> lookIsDue.set(false))
          .subscribe()
          .with(due -> wake());
    }
  }

  /** Starts the heads of some lanes; returns how many were claimed. */
  private Uni<Integer> startHeads() {
    return queue
        .claim(UUID.randomUUID(), config.concurrencyMax(), config.lease())
        .flatMap(
            claimed ->
                Multi.createFrom()
                    .iterable(claimed)
                    .onItem()
                    .transformToUniAndMerge(this::start)
                    .collect()
                    .asList()
                    .replaceWith(claimed.size()));
  }

  private Uni<Integer> start(PendingStart start) {
    SagaStart saga =
        new SagaStart(config.definition(), start.signalId().toString(), start.context());
    return sagas
        .start(saga, start.idempotencyKey())
        .ifNoItem()
        .after(config.callTimeout())
        .fail()
        .flatMap(started -> queue.started(start, started.sagaId()))
        .onFailure()
        .recoverWithUni(failure -> failed(start, failure))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "Signal %s keeps its lease and is tried again after it: %s",
                    start.signalId(), failure))
        .onFailure()
        .recoverWithItem(0);
  }

  private Uni<Integer> failed(PendingStart start, Throwable failure) {
    if (failure instanceof SagaStartException refusal && refusal.definite()) {
      LOG.errorf(
          "The saga of signal %s is refused and will not be traded: %s",
          start.signalId(), refusal.getMessage());
      return queue.refused(start, refusal.getMessage());
    }
    LOG.debugf(failure, "The saga of signal %s could not be started yet", start.signalId());
    return queue.postponed(start, backoff.pause(start.attempt()), failure.toString());
  }
}
