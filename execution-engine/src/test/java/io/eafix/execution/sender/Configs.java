package io.eafix.execution.sender;

import io.eafix.execution.config.ExecutionConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The engine's settings without an application around them. */
final class Configs {
  private Configs() {}

  static ExecutionConfig of(Map<String, String> entries) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(entries, "test", 100))
        .withDefaultValue("eafix.execution.halt.topic", "any")
        .withMapping(ExecutionConfig.class)
        .build()
        .getConfigMapping(ExecutionConfig.class);
  }
}
