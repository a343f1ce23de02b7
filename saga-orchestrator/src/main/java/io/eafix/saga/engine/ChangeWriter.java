package io.eafix.saga.engine;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.store.Change;
import io.eafix.saga.store.ChangeStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Gathers the changes of many sagas into few commits: while one commit is under way, what comes
 * meanwhile makes up the next. A single change on a quiet replica is written at once.
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
  private int writing;

  ChangeWriter(
      ChangeStore store, Lease lease, Clock clock, EngineMetrics metrics, SagaConfig config) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
    this.metrics = metrics;
    this.batchSizeMax = config.batchSizeMax();
    this.writersMax = config.writersMax();
  }

  /**
   * Writes a change, together with others.
   *
   * @return whether it was written; false means that the saga was changed or taken by others; a
   *     failure means that it is unknown
   */
  Future<Boolean> write(Change change) {
    Promise<Boolean> written = Promise.promise();
    queue.add(new Pending(change, written));
    flush();
    return written.future();
  }

  private void flush() {
    while (writing < writersMax && !queue.isEmpty()) {
      List<Pending> batch = new ArrayList<>();
      while (batch.size() < batchSizeMax && !queue.isEmpty()) {
        batch.add(queue.poll());
      }
      writing++;
      store
          .apply(batch.stream().map(Pending::change).toList(), lease.epoch(), clock.instant())
          .onComplete(
              done -> {
                writing--;
                metrics.committed(batch.size(), done.succeeded());
                for (Pending pending : batch) {
                  if (done.succeeded()) {
                    pending.written().complete(done.result().contains(pending.change().sagaId()));
                  } else {
                    pending.written().fail(done.cause());
                  }
                }
                flush();
              });
    }
  }

  private record Pending(Change change, Promise<Boolean> written) {}
}
