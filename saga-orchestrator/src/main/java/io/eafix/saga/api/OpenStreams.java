package io.eafix.saga.api;

import io.eafix.idempotency.problem.Problems;
import io.eafix.saga.SagaConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All live streams of this replica, of whatever kind: how many there may be, and that they end when
 * it stops. Thread-safe.
 */
@ApplicationScoped
class OpenStreams {

  private final int clientsMax;
  private final Set<MultiEmitter<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  OpenStreams(SagaConfig config) {
    this.clientsMax = config.stream().clientsMax();
  }

  /** Refuses a new stream with 503 if this replica is stopping, or if too many are open. */
  void admit() {
    if (stopping) {
      throw Problems.unavailable("stopping", "This replica is stopping", Duration.ofSeconds(1));
    }
    if (open.size() >= clientsMax) {
      throw Problems.unavailable(
          "too-many-streams", clientsMax + " streams are open", Duration.ofSeconds(5));
    }
  }

  /**
   * Adds a stream until it is over.
   *
   * @param onEnd run once, when it is over for whatever reason
   */
  void add(MultiEmitter<?> stream, Runnable onEnd) {
    open.add(stream);
    stream.onTermination(
        () -> {
          open.remove(stream);
          onEnd.run();
        });
    if (stopping) {
      stream.complete();
    }
  }

  /** Streams end first: a stop waits for requests, and these would never be over. */
  void stop(@Observes ShutdownDelayInitiatedEvent stop) {
    stopping = true;
    open.forEach(MultiEmitter::complete);
  }
}
