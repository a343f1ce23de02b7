package io.eafix.relay.support;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.Relay;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.lane.LaneStats;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.stats.RelayMetrics;
import io.eafix.relay.stats.SourceStats;
import io.eafix.relay.stats.StatsReader;
import io.eafix.testservers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** A relay of one database in this JVM, on real servers. */
public final class TestRelay implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final RelayMetrics metrics =
      new RelayMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
  private final Relay relay;

  private TestRelay(RelayConfig config, Map<String, Object> kafka, StepListener steps) {
    Map<String, Object> client = new HashMap<>(kafka);
    client.computeIfAbsent("bootstrap.servers", ignored -> TestServers.kafka().bootstrapServers());
    this.relay =
        new Relay(
            vertx, config, client, metrics, Clock.systemUTC(), steps, UUID.randomUUID(), "test");
    config.sources().forEach(relay::add);
  }

  /** Starts a relay with the usual settings. */
  public static TestRelay of(OutboxDatabase database) {
    return of(database, Map.of());
  }

  /** Starts a relay with settings that replace the usual ones. */
  public static TestRelay of(OutboxDatabase database, Map<String, String> settings) {
    return of(database, settings, Map.of(), StepListener.NONE);
  }

  /**
   * Starts a relay that tells its steps.
   *
   * @param kafka settings of its Kafka clients; where the brokers are, if not told otherwise, is
   *     that of the test's servers
   */
  public static TestRelay of(
      OutboxDatabase database,
      Map<String, String> settings,
      Map<String, Object> kafka,
      StepListener steps) {
    Map<String, String> properties = TestConfig.properties(database);
    properties.putAll(settings);
    return new TestRelay(TestConfig.of(properties), kafka, steps);
  }

  /** The source, for operators' actions. */
  public Relay.Source source() {
    return relay.sources().iterator().next();
  }

  /** Its state. */
  public SourceStats stats() {
    return new StatsReader(metrics).read(source());
  }

  /** Events in Kafka transactions whose commit was answered. */
  public long published() {
    return sum(lane -> lane.published.sum());
  }

  /** Batches that were tried again or whose outcome had to be looked up. */
  public long retries() {
    return sum(lane -> lane.retries.sum());
  }

  /** Outstanding batches whose outcome was read from the positions topic. */
  public long reconciled() {
    return sum(lane -> lane.reconciled.sum());
  }

  private long sum(ToLongFunction<LaneStats> counter) {
    return source().worker().stats().values().stream().mapToLong(counter).sum();
  }

  /** Waits until this many more events are published. */
  public void publishes(long more, Duration atMost) {
    long before = published();
    if (!Waiting.until(atMost, () -> published() >= before + more)) {
      throw new AssertionError("nothing is published: " + stats());
    }
  }

  @Override
  public void close() {
    relay.close();
    vertx.close();
  }
}
