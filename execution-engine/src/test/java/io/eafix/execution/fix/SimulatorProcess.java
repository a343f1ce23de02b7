package io.eafix.execution.fix;

import io.eafix.execution.fix.simulator.FixSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The FIX simulator in a process of its own, which tests may kill and start again. */
public class SimulatorProcess implements QuarkusTestResourceLifecycleManager {
  private static Path directory;
  private static int fixPort;
  private static int httpPort;
  private static Process process;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("fix-simulator");
      fixPort = freePort();
      httpPort = freePort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    launch();
    return Map.of(
        "eafix.execution.fix.enabled", "true",
        "eafix.execution.fix.port", Integer.toString(fixPort),
        "eafix.execution.fix.store-directory", directory.resolve("engine").toString(),
        "eafix.execution.default-venue", "fix",
        "eafix.execution.sender.answer-timeout-ms", "2000",
        "eafix.execution.gate.pause-ms", "200");
  }

  static int httpPort() {
    return httpPort;
  }

  static synchronized void launch() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FixSimulator.class.getName(),
            directory.resolve("venue").toString(),
            Integer.toString(fixPort),
            Integer.toString(httpPort));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    try {
      process = builder.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** SIGKILL. */
  static synchronized void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    kill();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
