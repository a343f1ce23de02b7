package io.eafix.relay.support;

import io.eafix.relay.Relay;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.stats.RelayMetrics;
import io.eafix.relay.stats.SourceStats;
import io.eafix.relay.stats.StatsReader;
import io.eafix.testservers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** A relay of one database in this JVM, on real servers. */
public final class TestRelay implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final RelayMetrics metrics =
      new RelayMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
  private final Relay relay;

  private TestRelay(RelayConfig config) {
    this.relay =
        new Relay(
            vertx,
            config,
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
            metrics,
            Clock.systemUTC(),
            StepListener.NONE,
            UUID.randomUUID(),
            "test");
    config.sources().forEach(relay::add);
  }

  /** Starts a relay with the usual settings. */
  public static TestRelay of(OutboxDatabase database) {
    return of(database, Map.of());
  }

  /** Starts a relay with settings that replace the usual ones. */
  public static TestRelay of(OutboxDatabase database, Map<String, String> settings) {
    Map<String, String> properties = TestConfig.properties(database);
    properties.putAll(settings);
    return new TestRelay(TestConfig.of(properties));
  }

  /** The source, for operators' actions. */
  public Relay.Source source() {
    return relay.sources().iterator().next();
  }

  /** Its state. */
  public SourceStats stats() {
    return new StatsReader(metrics).read(source());
  }

  @Override
  public void close() {
    relay.close();
    vertx.close();
  }
}
