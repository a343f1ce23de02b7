package io.eafix.relay;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.stats.RelayMetrics;
import io.eafix.relay.stats.StatsReader;
import io.eafix.relay.stats.StatsSampler;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Builds the relay from the configuration, and starts and stops it with the application. */
@ApplicationScoped
public class RelayLifecycle {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  RelayMetrics metrics(MeterRegistry registry, Clock clock) {
    return new RelayMetrics(registry, clock);
  }

  @Produces
  @Singleton
  StatsReader statsReader(RelayMetrics metrics) {
    return new StatsReader(metrics);
  }

  @Produces
  @Singleton
  Relay relay(
      Vertx vertx,
      RelayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      RelayMetrics metrics,
      Clock clock) {
    return new Relay(
        vertx,
        config,
        kafka,
        metrics,
        clock,
        StepListener.NONE,
        UUID.randomUUID(),
        "relay-" + ProcessHandle.current().pid());
  }

  @Produces
  @Singleton
  WatchedSources sources(Relay relay, RelayConfig config) {
    return new WatchedSources(relay, config);
  }

  @Produces
  @Singleton
  StatsSampler statsSampler(Relay relay, StatsReader reader, RelayMetrics metrics) {
    return new StatsSampler(relay, reader, metrics);
  }

  void start(
      @Observes StartupEvent event,
      WatchedSources sources,
      StatsSampler statistics,
      RelayConfig config) {
    sources.start();
    statistics.start(config.statistics().interval());
  }

  void stop(
      @Observes ShutdownEvent event, WatchedSources sources, StatsSampler statistics, Relay relay) {
    statistics.close();
    sources.close();
    relay.close();
  }
}
