package io.eafix.execution.fix;

import io.eafix.execution.fix.simulator.FixSimulator;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The FIX simulator in a process of its own. */
public class SimulatorProcess implements QuarkusTestResourceLifecycleManager {
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

  private static Path directory;
  private static int fixPort;
  private static int httpPort;
  private static Process process;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("fix-simulator");
      fixPort = Ports.free();
      httpPort = Ports.free();
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
        "eafix.execution.fix.clock-skew-ms-max", "0",
        "eafix.execution.fix.book-timeout-ms", "1000",
        "eafix.execution.fix.heartbeat-seconds", "2",
        "eafix.execution.gate.pause-ms", "200");
  }

  static int httpPort() {
    return httpPort;
  }

  /** Freezes it, as a long pause would. */
  static void pause() {
    signal("STOP");
  }

  /** SIGKILL, and a new process right after, which listens when this returns. */
  static void crash() {
    signal("KILL");
    process.onExit().join();
    launch();
  }

  private static void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void launch() {
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
    if (!Waiting.until(STARTED_WITHIN, SimulatorProcess::listens)) {
      throw new IllegalStateException("The simulator does not start: see its log in " + directory);
    }
  }

  private static boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void stop() {
    process.destroyForcibly();
  }
}
