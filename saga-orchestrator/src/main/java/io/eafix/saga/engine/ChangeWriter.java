package io.eafix.saga.engine;

import io.eafix.idempotency.sql.SqlStates;
import io.eafix.saga.SagaConfig;
import io.eafix.saga.store.Change;
import io.eafix.saga.store.ChangeStore;
import io.eafix.saga.store.Start;
import io.eafix.saga.store.StartOutcome;
import io.eafix.saga.store.Written;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * Gathers the changes of many sagas and the starts of others into few commits: while one commit is
 * under way, what comes meanwhile makes up the next. A single change on a quiet replica is written
 * at once.
 *
 * <p>If Postgres refuses a commit, its parts are tried one by one, so that what is refused does not
 * hold up the rest. A start that another replica's overtook while it was written, so that it is the
 * unique key that refuses it, is written once more: it sees the other then, as if it had come
 * later.
 *
 * <p>On the engine's event loop only. A saga has at most one change here at a time.
 */
@ApplicationScoped
class ChangeWriter {

  private final ChangeStore store;
  private final Lease lease;
  private final Clock clock;
  private final EngineMetrics metrics;
  private final int batchSizeMax;
  private final int writersMax;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private final Deque<Pending> alone = new ArrayDeque<>();
  private final long slowNanos;
  private int writing;
  private long begunNanos;

  ChangeWriter(
      ChangeStore store, Lease lease, Clock clock, EngineMetrics metrics, SagaConfig config) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
    this.metrics = metrics;
    this.batchSizeMax = config.batchSizeMax();
    this.writersMax = config.writersMax();
    this.slowNanos = config.commitSlowMs() * 1_000_000L;
  }

  /**
   * Writes a change, together with others.
   *
   * @return whether it was written; false means that the saga was changed or taken by others; a
   *     failure means that it is unknown
   */
  Future<Boolean> write(Change change) {
    Promise<Boolean> written = Promise.promise();
    add(new PendingChange(change, written));
    return written.future();
  }

  /** Writes a new saga, together with others; a failure means that it is unknown. */
  Future<StartOutcome> start(Start start) {
    Promise<StartOutcome> written = Promise.promise();
    add(new PendingStart(start, written, false));
    return written.future();
  }

  /** How many wait to be written. */
  int waiting() {
    return queue.size() + alone.size();
  }

  private void add(Pending pending) {
    queue.add(pending);
    flush();
  }

  private void flush() {
    while (!(queue.isEmpty() && alone.isEmpty()) && mayBegin()) {
      write(alone.isEmpty() ? batch() : List.of(alone.poll()));
    }
  }

  /** One at a time gathers the most; another one if it pays, or if that one is held up. */
  private boolean mayBegin() {
    return writing == 0
        || writing < writersMax
            && (queue.size() >= batchSizeMax || System.nanoTime() - begunNanos > slowNanos);
  }

  private List<Pending> batch() {
    List<Pending> batch = new ArrayList<>();
    while (batch.size() < batchSizeMax && !queue.isEmpty()) {
      batch.add(queue.poll());
    }
    return batch;
  }

  private void write(List<Pending> batch) {
    List<Change> changes = new ArrayList<>();
    List<Start> starts = new ArrayList<>();
    for (Pending pending : batch) {
      if (pending instanceof PendingChange change) {
        changes.add(change.change());
      } else if (pending instanceof PendingStart start) {
        starts.add(start.start());
      }
    }
    writing++;
    begunNanos = System.nanoTime();
    applied(changes, starts)
        .onComplete(
            done -> {
              writing--;
              metrics.committed(batch.size(), done.succeeded());
              if (batch.size() > 1 && isRefused(done.cause())) {
                alone.addAll(batch);
              } else if (batch.get(0) instanceof PendingStart start
                  && !start.repeated()
                  && SqlStates.isUniqueViolation(done.cause())) {
                alone.add(start.again());
              } else {
                batch.forEach(pending -> Contained.run(pending.sagaId(), () -> pending.done(done)));
              }
              flush();
            });
  }

  private Future<Written> applied(List<Change> changes, List<Start> starts) {
    try {
      return store.apply(changes, starts, lease.epoch(), clock.instant());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Nothing of the batch was written, and each part may be right for itself. */
  private static boolean isRefused(Throwable failure) {
    return failure instanceof PgException || failure instanceof IllegalArgumentException;
  }

  /** Something that waits for its commit. */
  private sealed interface Pending {
    UUID sagaId();

    void done(AsyncResult<Written> commit);
  }

  private record PendingChange(Change change, Promise<Boolean> written) implements Pending {
    @Override
    public UUID sagaId() {
      return change.sagaId();
    }

    @Override
    public void done(AsyncResult<Written> commit) {
      written.handle(commit.map(all -> all.changed().contains(change.sagaId())));
    }
  }

  /**
   * @param repeated whether another replica's start has come between its look and its write
   */
  private record PendingStart(Start start, Promise<StartOutcome> written, boolean repeated)
      implements Pending {

    PendingStart again() {
      return new PendingStart(start, written, true);
    }

    @Override
    public UUID sagaId() {
      return start.saga().id();
    }

    @Override
    public void done(AsyncResult<Written> commit) {
      written.handle(commit.map(all -> all.starts().get(start.saga().id())));
    }
  }
}
