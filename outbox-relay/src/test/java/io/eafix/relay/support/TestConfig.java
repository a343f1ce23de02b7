package io.eafix.relay.support;

import io.eafix.relay.config.RelayConfig;
import io.eafix.testservers.TestServers;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The relay's configuration as the application would read it, without the application. */
public final class TestConfig {

  private TestConfig() {}

  /** From properties. */
  public static RelayConfig of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .withConverter(Duration.class, 100, new DurationConverter())
        .withMapping(RelayConfig.class)
        .build()
        .getConfigMapping(RelayConfig.class);
  }

  /** Properties of a relay of one database with a short lease and small batches. */
  public static Map<String, String> properties(OutboxDatabase database) {
    Map<String, String> properties = new HashMap<>();
    properties.put("eafix.relay.sources.test.host", "localhost");
    properties.put("eafix.relay.sources.test.port", "" + TestServers.postgres().port());
    properties.put("eafix.relay.sources.test.database", database.name());
    properties.put("eafix.relay.sources.test.password", TestServers.relay().password());
    properties.put("eafix.relay.leases.beat-interval", "100ms");
    properties.put("eafix.relay.leases.duration", "800ms");
    properties.put("eafix.relay.batches.events-max", "50");
    properties.put("eafix.relay.dead-letters.attempts-max", "3");
    properties.put("eafix.relay.dead-letters.backoff-initial", "50ms");
    return properties;
  }
}
