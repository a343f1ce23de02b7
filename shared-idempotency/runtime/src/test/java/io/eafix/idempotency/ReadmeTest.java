package io.eafix.idempotency;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README names every configuration entry with its default, and no other. */
class ReadmeTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(eafix\\.[a-z.-]+)` \\| (?:`([^`]*)`|none) \\| ([^|]+) \\|$");

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
