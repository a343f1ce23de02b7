package io.eafix.relay.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads the file that lists further sources. */
public final class SourcesFile {

  private static final String PREFIX = "eafix.relay";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");
  private static final int FILE_ORDINAL = 500;
  private static final int PORT_MAX = 65_535;

  private SourcesFile() {}

  /** What the file may say. */
  interface Content {

    /** The sources by name. */
    Map<String, SourceConfig> sources();
  }

  /**
   * The sources that the text lists.
   *
   * @param text of a properties file
   * @throws IllegalArgumentException with what is wrong in it
   */
  public static Map<String, SourceConfig> parse(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException("a string can be read", e);
    }
    Map<String, String> entries = new HashMap<>();
    properties.forEach((key, value) -> entries.put((String) key, (String) value));
    Map<String, SourceConfig> sources = content(entries).sources();
    sources.forEach(SourcesFile::require);
    return sources;
  }

  private static void require(String name, SourceConfig source) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "source name %s: 1 to 63 letters, digits, - and _ are allowed".formatted(name));
    }
    if (source.port() < 1 || source.port() > PORT_MAX) {
      throw new IllegalArgumentException(
          "port of source %s: %d is not one of 1 to %d".formatted(name, source.port(), PORT_MAX));
    }
  }

  private static Content content(Map<String, String> entries) {
    try {
      return new SmallRyeConfigBuilder()
          .addDefaultInterceptors()
          .withSources(new PropertiesConfigSource(entries, "sources file", FILE_ORDINAL))
          .withSources(new Environment())
          .withMapping(Content.class, PREFIX)
          .build()
          .getConfigMapping(Content.class, PREFIX);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Answers expressions, but adds no sources of its own. */
  private static final class Environment implements ConfigSource {

    @Override
    public Set<String> getPropertyNames() {
      return Set.of();
    }

    @Override
    public String getValue(String name) {
      return System.getenv(name);
    }

    @Override
    public String getName() {
      return "environment";
    }
  }
}
