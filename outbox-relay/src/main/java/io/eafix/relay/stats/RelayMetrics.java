package io.eafix.relay.stats;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.lane.LaneObserver;
import io.eafix.relay.lane.LaneStats;
import io.eafix.relay.source.SourceStatus;
import io.eafix.relay.source.SourceWorker;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What the relay does, as meters. Thread-safe. */
public final class RelayMetrics {

  private static final double[] PERCENTILES = {0.5, 0.99};

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, Map<Integer, String>> troubles = new ConcurrentHashMap<>();
  private final Map<String, Timer> ages = new ConcurrentHashMap<>();

  /** With the clock that event ages are measured by; it is compared with that of Postgres. */
  public RelayMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Makes the meters of a source. */
  public void register(SourceWorker worker) {
    count("published", "Events in committed Kafka transactions", worker, s -> s.published);
    count("batches", "Committed Kafka transactions", worker, s -> s.batches);
    count("retries", "Batches tried again or looked up", worker, s -> s.retries);
    count("takeovers", "Lanes taken", worker, s -> s.takeovers);
    count(
        "reconciled", "Batches whose outcome the positions topic told", worker, s -> s.reconciled);
    count("dead", "Events that died", worker, s -> s.dead);
    count("set.aside", "Events set aside, to go later", worker, s -> s.setAside);
    Gauge.builder(
            "eafix.relay.source.running", worker, w -> w.status() == SourceStatus.RUNNING ? 1 : 0)
        .description("1 if the source is reached")
        .tag("source", worker.name())
        .register(registry);
    Gauge.builder(
            "eafix.relay.lanes.owned",
            worker,
            w -> w.lanes().stream().filter(l -> w.self().equals(l.owner())).count())
        .description("Lanes of the source that this process publishes")
        .tag("source", worker.name())
        .register(registry);
    Gauge.builder(
            "eafix.relay.lanes.halted",
            worker,
            w -> w.lanes().stream().filter(l -> l.halted() != null).count())
        .description("Lanes of the source that wait for an operator")
        .tag("source", worker.name())
        .register(registry);
  }

  private void count(
      String name, String description, SourceWorker worker, Function<LaneStats, LongAdder> what) {
    FunctionCounter.builder("eafix.relay." + name, worker, w -> sum(w, what))
        .description(description)
        .tag("source", worker.name())
        .register(registry);
  }

  private static double sum(SourceWorker worker, Function<LaneStats, LongAdder> what) {
    return worker.stats().values().stream().mapToLong(s -> what.apply(s).sum()).sum();
  }

  /** What lanes of the source report to. */
  public LaneObserver observer(String source) {
    Timer transactions =
        Timer.builder("eafix.relay.transaction")
            .description("Kafka transactions, from begin to commit")
            .tag("source", source)
            .publishPercentiles(PERCENTILES)
            .register(registry);
    Timer age =
        Timer.builder("eafix.relay.event.age")
            .description("Age of a batch's oldest event when it is committed in Kafka")
            .tag("source", source)
            .publishPercentiles(PERCENTILES)
            .register(registry);
    DistributionSummary sizes =
        DistributionSummary.builder("eafix.relay.batch.events")
            .description("Events in a batch")
            .tag("source", source)
            .publishPercentiles(PERCENTILES)
            .register(registry);
    ages.put(source, age);
    return new LaneObserver() {
      @Override
      public void published(int lane, Batch batch, List<OutboxRow> events, long nanos) {
        transactions.record(Duration.ofNanos(nanos));
        sizes.record(events.size());
        if (!events.isEmpty()) {
          Duration oldest = Duration.between(events.get(0).createdAt(), OffsetDateTime.now(clock));
          age.record(oldest.isNegative() ? Duration.ZERO : oldest);
        }
      }

      @Override
      public void trouble(int lane, String sentence) {
        Map<Integer, String> known =
            troubles.computeIfAbsent(source, ignored -> new ConcurrentHashMap<>());
        if (sentence == null) {
          known.remove(lane);
        } else {
          known.put(lane, sentence);
        }
      }
    };
  }

  /** A lane's newest trouble, if it has any. */
  public Optional<String> trouble(String source, int lane) {
    return Optional.ofNullable(troubles.getOrDefault(source, Map.of()).get(lane));
  }

  /** Ages of the newest batches' oldest events when they were published, in milliseconds. */
  public Map<String, Double> latencyMs(String source) {
    Timer timer = ages.get(source);
    Map<String, Double> found = new java.util.TreeMap<>();
    if (timer != null) {
      var snapshot = timer.takeSnapshot();
      found.put("max", round(snapshot.max(java.util.concurrent.TimeUnit.MILLISECONDS)));
      for (var value : snapshot.percentileValues()) {
        found.put(
            "p" + Math.round(value.percentile() * 100),
            round(value.value(java.util.concurrent.TimeUnit.MILLISECONDS)));
      }
    }
    return found;
  }

  private static double round(double ms) {
    return Math.round(ms * 10) / 10.0;
  }
}
