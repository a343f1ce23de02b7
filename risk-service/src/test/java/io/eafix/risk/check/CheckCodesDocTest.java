package io.eafix.risk.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide explains every reason code that there is, and no other. */
class CheckCodesDocTest {
  private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

  @Test
  void everyCodeIsInTheGuide() throws IOException {
    String guide = Files.readString(Path.of("README.md"));
    String section =
        guide.substring(guide.indexOf("## The checks"), guide.indexOf("### Which clock"));
    Set<String> explained =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|")[1])
            .map(CODE::matcher)
            .flatMap(codes -> codes.results().map(code -> code.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names(), explained);
  }

  private static Set<String> names() {
    return EnumSet.allOf(CheckCode.class).stream()
        .map(Enum::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
