package io.eafix.signal.start;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How many sagas are still to be started, as Postgres last told. Decides nothing. */
@ApplicationScoped
class StartMetrics {

  private static final Logger LOG = Logger.getLogger(StartMetrics.class);

  private final StartQueue queue;
  private final AtomicLong pending = new AtomicLong();
  private final Counter lanesForced;

  StartMetrics(StartQueue queue, MeterRegistry registry) {
    this.queue = queue;
    Gauge.builder("eafix.signals.starts.pending", pending, AtomicLong::get)
        .description("Sagas that are to be started, those that wait for another one included")
        .register(registry);
    lanesForced =
        Counter.builder("eafix.signals.lanes.forced")
            .description("Lanes that went on though the saga at their head had not ended in time")
            .register(registry);
  }

  void laneForced() {
    lanesForced.increment();
  }

  @Scheduled(
      every = "${eafix.signals.starts.metrics-interval:PT5S}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> read() {
    return queue
        .pending()
        .invoke(pending::set)
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("the count of starts is old: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
