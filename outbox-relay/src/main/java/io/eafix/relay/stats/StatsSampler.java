package io.eafix.relay.stats;

import io.eafix.relay.Relay;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks Postgres at intervals what is pending, so that metrics tell it without asking. */
public final class StatsSampler implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(StatsSampler.class);

  private final Relay relay;
  private final StatsReader reader;
  private final RelayMetrics metrics;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "relay-statistics");
            thread.setDaemon(true);
            return thread;
          });

  /** For a relay. */
  public StatsSampler(Relay relay, StatsReader reader, RelayMetrics metrics) {
    this.relay = relay;
    this.reader = reader;
    this.metrics = metrics;
  }

  /** Begins to ask. */
  public void start(Duration interval) {
    timer.scheduleWithFixedDelay(this::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sample() {
    for (Relay.Source source : relay.sources()) {
      try {
        metrics.sampled(reader.read(source));
      } catch (RuntimeException e) {
        LOG.errorf(e, "source %s: what is pending was not counted, by a defect", source.name());
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
