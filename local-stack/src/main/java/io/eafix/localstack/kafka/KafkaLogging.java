package io.eafix.localstack.kafka;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lets the broker's JVM log warnings and worse to its output, which is its log file. */
final class KafkaLogging {
  private KafkaLogging() {}

  static void write(Path directory) {
    List<String> lines =
        List.of(
            "handlers=java.util.logging.ConsoleHandler",
            ".level=WARNING",
            "java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
    try {
      Files.createDirectories(directory);
      Files.write(file(directory), lines);
    } catch (IOException e) {
      throw new StackException("cannot write below " + directory + ": " + e.getMessage(), e);
    }
  }

  static Path file(Path directory) {
    return directory.resolve("logging.properties");
  }
}
