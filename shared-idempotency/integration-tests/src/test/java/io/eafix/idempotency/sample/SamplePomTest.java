package io.eafix.idempotency.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample has no parent to take its versions from, so that it can be copied. */
class SamplePomTest {

  @Test
  void itNamesTheVersionsThatTheExtensionIsBuiltWith() throws IOException {
    String built = Files.readString(Path.of("..", "..", "pom.xml"));
    String sample = Files.readString(Path.of("..", "sample", "pom.xml"));
    for (String name :
        List.of("quarkus.platform.version", "compiler-plugin.version", "surefire-plugin.version")) {
      assertEquals(property(built, name), property(sample, name));
    }
  }

  private static String property(String pom, String name) {
    String start = "<" + name + ">";
    int from = pom.indexOf(start) + start.length();
    return pom.substring(from, pom.indexOf("</" + name + ">", from));
  }
}
