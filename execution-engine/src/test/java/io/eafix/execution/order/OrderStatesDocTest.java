package io.eafix.execution.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented table is the one that the code runs on. */
class OrderStatesDocTest {
  private static final Path DOC = Path.of("docs", "order-states.md");
  private static final String BEGIN = "<!-- table -->\n";

  @Test
  void documentShowsTheTable() throws IOException {
    String doc = Files.readString(DOC);
    String shown = doc.substring(doc.indexOf(BEGIN) + BEGIN.length());
    assertEquals(
        table(), shown, "Replace what follows the marker in " + DOC + " with:\n" + table());
  }

  private static String table() {
    String names =
        Arrays.stream(OrderTrigger.values()).map(Enum::name).collect(Collectors.joining(" | "));
    String line = "|---".repeat(OrderTrigger.values().length + 1) + "|\n";
    return "| | "
        + names
        + " |\n"
        + line
        + Arrays.stream(OrderStatus.values())
            .map(OrderStatesDocTest::row)
            .collect(Collectors.joining());
  }

  private static String row(OrderStatus from) {
    return "| **"
        + from
        + "** | "
        + Arrays.stream(OrderTrigger.values())
            .map(trigger -> from.after(trigger).map(Enum::name).orElse(""))
            .collect(Collectors.joining(" | "))
        + " |\n";
  }
}
