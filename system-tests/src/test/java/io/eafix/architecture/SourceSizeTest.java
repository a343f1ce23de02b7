package io.eafix.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceSizeTest {
  private static final Path REPOSITORY = Path.of(System.getProperty("eafix.home", ".."));
  private static final int LINES_MAX = 300;

  @Test
  void aFileThatIsTooLongIsTwoFiles() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY)) {
      List<String> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .filter(file -> lines(file) > LINES_MAX)
              .map(file -> REPOSITORY.relativize(file) + ": " + lines(file) + " lines")
              .toList();
      assertEquals(List.of(), tooLong);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
