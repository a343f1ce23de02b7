package io.eafix.idempotency;

import static java.util.Locale.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.outbox.OutboxConfig;
import io.eafix.idempotency.saga.SagaClientConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README names every configuration entry with its default, and no other. */
class ReadmeTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(eafix\\.[a-z.-]+)` \\| (?:`([^`]*)`|none) \\| ([^|]+) \\|$");

  private static final Pattern NAME = Pattern.compile("`(eafix\\.[a-z.-]*[a-z])");
  private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");

  @Test
  void everyEntryIsThereWithItsDefault() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("..", "README.md")));
    while (rows.find()) {
      documented.put(rows.group(1), rows.group(2));
      assertTrue(rows.group(3).length() > 10, rows.group());
    }
    Map<String, String> configured = new TreeMap<>();
    for (Class<?> root :
        new Class<?>[] {IdempotencyConfig.class, OutboxConfig.class, SagaClientConfig.class}) {
      collect(root.getAnnotation(ConfigMapping.class).prefix(), root, configured);
    }
    assertEquals(lines(configured), lines(documented));
  }

  /** By the text of their sources, since this module knows none of the services. */
  @Test
  void everyEntryInTheOperationsGuideExists() throws IOException {
    Path root = Path.of("..", "..");
    List<String> mappings = mappings(root);
    List<String> unknown = new ArrayList<>();
    Matcher names = NAME.matcher(Files.readString(root.resolve("docs/operations.md")));
    while (names.find()) {
      String name = names.group(1);
      if (mappings.stream().noneMatch(mapping -> knows(mapping, name))) {
        unknown.add(name);
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static List<String> mappings(Path root) throws IOException {
    List<String> mappings = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(
            root, 12, (path, file) -> path.toString().matches(".*/src/main/java/.*\\.java"))) {
      for (Path file : files.toList()) {
        String source = Files.readString(file);
        if (PREFIX.matcher(source).find()) {
          mappings.add(source);
        }
      }
    }
    return mappings;
  }

  /** Whether the mapping has the entry, or its default is the name, as that of a topic. */
  private static boolean knows(String mapping, String name) {
    Matcher prefix = PREFIX.matcher(mapping);
    return mapping.contains("@WithDefault(\"" + name + "\")")
        || prefix.find()
            && name.startsWith(prefix.group(1) + ".")
            && Stream.of(name.substring(prefix.group(1).length() + 1).split("\\."))
                .map(ReadmeTest::camelCase)
                .allMatch(part -> mapping.contains(" " + part + "();"));
  }

  private static String camelCase(String part) {
    return Pattern.compile("-(.)").matcher(part).replaceAll(m -> m.group(1).toUpperCase(ROOT));
  }

  private static void collect(String prefix, Class<?> group, Map<String, String> entries) {
    for (Method entry : group.getDeclaredMethods()) {
      String name = prefix + "." + StringUtil.skewer(entry.getName());
      if (entry.getReturnType().getEnclosingClass() == group) {
        collect(name, entry.getReturnType(), entries);
      } else {
        WithDefault value = entry.getAnnotation(WithDefault.class);
        entries.put(name, value == null ? null : value.value());
      }
    }
  }

  private static String lines(Map<String, String> entries) {
    return entries.entrySet().stream().map(Object::toString).reduce("", (a, b) -> a + "\n" + b);
  }
}
