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
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the relay does, as meters. Thread-safe. */
public final class RelayMetrics {

  private static final double[] PERCENTILES = {0.5, 0.99};

  private static final long MILLIS_PER_SECOND = 1000;

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, Map<Integer, String>> troubles = new ConcurrentHashMap<>();
  private final Map<String, Timer> ages = new ConcurrentHashMap<>();
  private final Map<String, SourceStats> samples = new ConcurrentHashMap<>();
  private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

  /** With the clock that event ages are measured by; it is compared with that of Postgres. */
  public RelayMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Makes the meters of a source. */
  public void register(SourceWorker worker) {
    gauge(
        "pending",
        "Events written but not published, when last counted",
        worker,
        SourceStats::pending);
    gauge("held", "Events set aside, when last counted", worker, SourceStats::held);
    gauge("dead.open", "Dead events that wait for an operator", worker, SourceStats::dead);
    keep(
        worker.name(),
        Gauge.builder("eafix.relay.oldest.age", () -> oldestAgeSeconds(worker.name()))
            .description("Age of the oldest event that is not published, when last counted")
            .baseUnit("seconds")
            .tag("source", worker.name())
            .register(registry));
    count("published", "Events in committed Kafka transactions", worker, s -> s.published);
    count("batches", "Committed Kafka transactions", worker, s -> s.batches);
    count("retries", "Batches tried again or looked up", worker, s -> s.retries);
    count("takeovers", "Lanes taken", worker, s -> s.takeovers);
    count(
        "reconciled", "Batches whose outcome the positions topic told", worker, s -> s.reconciled);
    count("dead", "Events that died", worker, s -> s.dead);
    count("set.aside", "Events set aside, to go later", worker, s -> s.setAside);
    state(
        "source.running",
        "1 if the source is reached",
        worker,
        w -> w.status() == SourceStatus.RUNNING ? 1 : 0);
    state(
        "lanes.owned",
        "Lanes of the source that this process publishes",
        worker,
        w -> w.lanes().stream().filter(l -> w.self().equals(l.owner())).count());
    state(
        "lanes.halted",
        "Lanes of the source that wait for an operator",
        worker,
        w -> w.lanes().stream().filter(l -> l.halted() != null).count());
  }

  private void gauge(
      String name, String description, SourceWorker worker, Function<SourceStats, Long> what) {
    state(name, description, worker, w -> sampled(w.name(), what));
  }

  private void state(
      String name, String description, SourceWorker worker, ToDoubleFunction<SourceWorker> what) {
    keep(
        worker.name(),
        Gauge.builder("eafix.relay." + name, worker, what)
            .description(description)
            .tag("source", worker.name())
            .register(registry));
  }

  /** Not a number while Postgres has not told. */
  private double sampled(String source, Function<SourceStats, Long> what) {
    SourceStats stats = samples.get(source);
    return stats == null || stats.pending() == null ? Double.NaN : what.apply(stats);
  }

  private double oldestAgeSeconds(String source) {
    return sampled(source, s -> s.oldestAgeMs() == null ? 0 : s.oldestAgeMs()) / MILLIS_PER_SECOND;
  }

  /** Remembers what Postgres said of a source when it was last asked. */
  public void sampled(SourceStats stats) {
    samples.put(stats.name(), stats);
  }

  /**
   * Removes the meters of a source that is published no more, so that a later one can have them.
   */
  public void unregister(String source) {
    meters.getOrDefault(source, List.of()).forEach(registry::remove);
    meters.remove(source);
    samples.remove(source);
    troubles.remove(source);
    ages.remove(source);
  }

  private <M extends Meter> M keep(String source, M meter) {
    meters.computeIfAbsent(source, ignored -> new CopyOnWriteArrayList<>()).add(meter);
    return meter;
  }

  private void count(
      String name, String description, SourceWorker worker, Function<LaneStats, LongAdder> what) {
    keep(
        worker.name(),
        FunctionCounter.builder("eafix.relay." + name, worker, w -> sum(w, what))
            .description(description)
            .tag("source", worker.name())
            .register(registry));
  }

  private static double sum(SourceWorker worker, Function<LaneStats, LongAdder> what) {
    return worker.stats().values().stream().mapToLong(s -> what.apply(s).sum()).sum();
  }

  /** What lanes of the source report to. */
  public LaneObserver observer(String source) {
    Timer transactions = timer(source, "transaction", "Kafka transactions, from begin to commit");
    Timer age =
        timer(source, "event.age", "Age of a batch's oldest event when it is committed in Kafka");
    DistributionSummary sizes =
        keep(
            source,
            DistributionSummary.builder("eafix.relay.batch.events")
                .description("Events in a batch")
                .tag("source", source)
                .publishPercentiles(PERCENTILES)
                .register(registry));
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

  private Timer timer(String source, String name, String description) {
    return keep(
        source,
        Timer.builder("eafix.relay." + name)
            .description(description)
            .tag("source", source)
            .publishPercentiles(PERCENTILES)
            .register(registry));
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
