package io.eafix.bench;

import io.eafix.localstack.process.StackException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds what a benchmark compares with, when it is needed for the first time. Such a project is no
 * module of this one, so that nobody else has to fetch what it needs.
 */
public final class ForeignBuild {

  private static final int MINUTES_MAX = 15;

  private ForeignBuild() {}

  /**
   * Builds a project below {@code benchmarks} if its product is missing or older than its sources.
   *
   * @param product below the project's folder
   * @return the project's folder
   * @throws StackException if Maven fails; the message names its log
   */
  public static Path of(BenchServers servers, String name, String product)
      throws IOException, InterruptedException {
    Path project = servers.project().resolve("benchmarks").resolve(name);
    if (isStale(project, project.resolve(product))) {
      build(project, servers.project().resolve(".eafix/logs/bench-" + name + "-build.log"));
    }
    return project;
  }

  private static void build(Path project, Path log) throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    Process maven =
        new ProcessBuilder("mvn", "-B", "-q", "-DskipTests", "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    if (!maven.waitFor(MINUTES_MAX, TimeUnit.MINUTES) || maven.exitValue() != 0) {
      maven.destroy();
      throw new StackException(project.getFileName() + " was not built: see " + log);
    }
  }

  private static boolean isStale(Path project, Path product) throws IOException {
    if (!Files.exists(product)) {
      return true;
    }
    long built = Files.getLastModifiedTime(product).toMillis();
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(file -> !file.startsWith(project.resolve("target")))
          .filter(Files::isRegularFile)
          .anyMatch(file -> file.toFile().lastModified() > built);
    }
  }
}
