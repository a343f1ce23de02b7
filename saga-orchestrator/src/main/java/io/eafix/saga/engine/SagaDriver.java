package io.eafix.saga.engine;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.run.StepStatus;
import io.eafix.saga.store.Attempt;
import io.eafix.saga.store.Change;
import io.eafix.saga.store.ProgressCodec;
import io.eafix.saga.store.SagaChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Moves one saga: applies what happened, has the result written, and only then does what the new
 * state asks for. On the engine's event loop only.
 */
@ApplicationScoped
class SagaDriver {

  private static final Logger LOG = Logger.getLogger(SagaDriver.class);
  private static final int HELD_BACK_MS_MIN = 100;
  private static final int HELD_BACK_MS_MAX = 500;

  private final ChangeWriter writer;
  private final StepCaller caller;
  private final Lease lease;
  private final EngineMetrics metrics;
  private final StateChanges changes;
  private final Vertx vertx;
  private final long releaseAfterMs;
  private Consumer<ActiveSaga> ended = saga -> {};
  private Consumer<ActiveSaga> reread = saga -> {};
  private BiConsumer<ActiveSaga, Throwable> unwritten = (saga, failure) -> {};
  private boolean draining;

  SagaDriver(
      ChangeWriter writer,
      StepCaller caller,
      Lease lease,
      EngineMetrics metrics,
      StateChanges changes,
      Vertx vertx,
      SagaConfig config) {
    this.writer = writer;
    this.caller = caller;
    this.lease = lease;
    this.metrics = metrics;
    this.changes = changes;
    this.vertx = vertx;
    this.releaseAfterMs = config.releaseAfterMs();
  }

  /**
   * Connects the driver to the engine.
   *
   * @param onEnd a saga has ended or was released
   * @param onReread a saga has to be read again
   * @param onUnwritten a saga has to be read again, but not at once: its write has failed
   */
  void connect(
      Consumer<ActiveSaga> onEnd,
      Consumer<ActiveSaga> onReread,
      BiConsumer<ActiveSaga, Throwable> onUnwritten) {
    this.ended = onEnd;
    this.reread = onReread;
    this.unwritten = onUnwritten;
  }

  /** Begins no call any more. */
  void drain() {
    draining = true;
  }

  /** Something happened to a saga. */
  void post(ActiveSaga saga, SagaEvent event) {
    saga.mailbox.add(event);
    pump(saga);
  }

  /** Does something with a saga, which is forgotten if that goes wrong. */
  void contained(ActiveSaga saga, Runnable work) {
    if (!Contained.run(saga.id, work)) {
      metrics.faulted();
      ended.accept(saga);
    }
  }

  /** Applies what waits, or goes on with what the committed state asks for. */
  void pump(ActiveSaga saga) {
    contained(saga, () -> move(saga));
  }

  private void move(ActiveSaga saga) {
    if (saga.gone || saga.writing) {
      return;
    }
    if (saga.rereadWanted) {
      reread.accept(saga);
      return;
    }
    SagaRun next = saga.run;
    List<SagaEvent> applied = new ArrayList<>(saga.mailbox);
    List<Attempt> attempts = new ArrayList<>();
    saga.mailbox.clear();
    for (SagaEvent event : applied) {
      SagaRun before = next;
      next = event.apply(saga, before);
      if (next != before) {
        event.attempt(saga, before).ifPresent(attempts::add);
      }
    }
    if (next == saga.run) {
      drive(saga);
    } else {
      write(saga, next, applied, attempts);
    }
  }

  private void write(
      ActiveSaga saga, SagaRun next, List<SagaEvent> applied, List<Attempt> attempts) {
    Instant now = saga.now();
    boolean release = release(saga, next, now);
    Instant due = release ? Wake.next(saga, next) : null;
    Change change =
        new Change(
            saga.id,
            saga.version,
            next.state(),
            ProgressCodec.write(saga.plan, next),
            release,
            due,
            attempts,
            event(saga, next, now),
            saga.traceParent);
    saga.writing = true;
    saga.applying = applied;
    writer
        .write(change)
        .onComplete(
            done -> {
              if (done.failed()) {
                saga.unapply();
                unwritten.accept(saga, done.cause());
              } else if (done.result()) {
                contained(saga, () -> committed(saga, next, change));
              } else {
                metrics.overtaken();
                saga.unapply();
                reread.accept(saga);
              }
            });
  }

  private void committed(ActiveSaga saga, SagaRun next, Change change) {
    if (change.event() != null) {
      metrics.entered(next.state());
      changes.tell(change.event());
    }
    saga.run = next;
    saga.version++;
    saga.writing = false;
    saga.writesFailed = 0;
    saga.applying = List.of();
    if (change.release()) {
      ended.accept(saga);
    } else {
      pump(saga);
    }
  }

  private boolean release(ActiveSaga saga, SagaRun next, Instant now) {
    if (next.state().terminal()) {
      return true;
    }
    if (!saga.idle()) {
      return false;
    }
    Instant due = Wake.next(saga, next);
    return due == null || due.isAfter(now.plusMillis(releaseAfterMs));
  }

  private static SagaChanged event(ActiveSaga saga, SagaRun next, Instant now) {
    SagaState before = saga.run.state();
    return next.state() == before
        ? null
        : new SagaChanged(
            saga.id,
            saga.plan.definition().name(),
            saga.plan.version(),
            saga.businessKey,
            next.state(),
            before,
            saga.version + 1,
            next.stepsPassed(),
            saga.plan.size(),
            next.reason(),
            now);
  }

  /** Begins every call and poll that is due, and sets the timer for the next. */
  private void drive(ActiveSaga saga) {
    SagaRun run = saga.run;
    if (draining) {
      return;
    }
    Instant now = saga.now();
    Instant deadline = Wake.deadline(saga, run);
    if (deadline != null && !now.isBefore(deadline)) {
      post(saga, (s, r) -> s.machine.deadlinePassed(r, s));
      return;
    }
    for (int i = 0; i < saga.plan.size(); i++) {
      if (!saga.inFlight(i) && Wake.isOverdue(saga, run.step(i), i, now)) {
        int step = i;
        post(saga, (s, r) -> s.machine.outcomeOverdue(r, step, s));
        return;
      }
    }
    for (int i = 0; i < saga.plan.size(); i++) {
      if (!saga.inFlight(i) && Wake.isDue(saga, run.step(i), i, now)) {
        begin(saga, i);
      }
      if (saga.gone || saga.writing || saga.run != run) {
        // What could not be sent has changed it: what the new state asks for comes after its
        // commit.
        return;
      }
    }
    if (saga.idle() && !saga.writing && release(saga, run, now)) {
      write(saga, run, List.of(), List.of());
    } else {
      setTimer(saga, Wake.next(saga, run), now);
    }
  }

  private void begin(ActiveSaga saga, int step) {
    if (!lease.held()) {
      // Another replica may be driving it by now; the next renewal tells.
      holdBack(saga, step);
      return;
    }
    StepRun run = saga.run.step(step);
    boolean compensation = run.status() == StepStatus.COMPENSATING;
    boolean poll = run.awaitsOutcome();
    saga.calling(step);
    called(saga, step, compensation, poll)
        .onComplete(
            done -> {
              saga.answered(step);
              if (done.failed() || done.result().isEmpty()) {
                holdBack(saga, step);
                post(saga, (s, r) -> s.machine.notSent(r, step, s));
              } else if (poll && done.result().get().pending()) {
                saga.hold(step, done.result().get().nextPoll(saga));
                pump(saga);
              } else {
                post(saga, done.result().get());
              }
            });
  }

  private Future<Optional<CallFinished>> called(
      ActiveSaga saga, int step, boolean compensation, boolean poll) {
    try {
      return poll ? caller.poll(saga, step, compensation) : caller.call(saga, step, compensation);
    } catch (RuntimeException broken) {
      LOG.errorf(broken, "a call of saga %s cannot be made", saga.id);
      return Future.failedFuture(broken);
    }
  }

  private static void holdBack(ActiveSaga saga, int step) {
    int wait = ThreadLocalRandom.current().nextInt(HELD_BACK_MS_MIN, HELD_BACK_MS_MAX);
    saga.hold(step, saga.now().plusMillis(wait));
  }

  private void setTimer(ActiveSaga saga, Instant at, Instant now) {
    vertx.cancelTimer(saga.timer);
    if (at != null) {
      long wait = Math.max(1, Duration.between(now, at).toMillis());
      saga.timer = vertx.setTimer(wait, fired -> pump(saga));
    }
  }
}
