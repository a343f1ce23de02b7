package io.eafix.bench;

import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What is measured, as a process of its own, with the same memory for everyone. */
public final class Application {

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private Application() {}

  /** Starts a Quarkus application, and waits until it is ready; it is stopped with the servers. */
  public static ChildProcess start(
      BenchServers servers,
      String name,
      Path folder,
      List<String> properties,
      Map<String, String> environment,
      BooleanSupplier ready) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    arguments.addAll(properties);
    arguments.addAll(List.of("-jar", folder.resolve("quarkus-run.jar").toString()));
    return start(servers, name, arguments, environment, ready);
  }

  /** Starts a JVM with these arguments, and waits until it is ready; it stops with the servers. */
  public static ChildProcess start(
      BenchServers servers,
      String name,
      List<String> arguments,
      Map<String, String> environment,
      BooleanSupplier ready) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC"));
    command.addAll(arguments);
    Path log = servers.project().resolve(".eafix/logs/bench-" + name + ".log");
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(name, command, environment, servers.directory(), log, Signal.TERM));
    servers.closeLater(() -> process.stop(STOP_TIMEOUT));
    Waiting.until(READY_TIMEOUT, () -> ready.getAsBoolean() || !process.isAlive());
    if (!process.isAlive() || !ready.getAsBoolean()) {
      throw new StackException(name + " is not ready: see " + log);
    }
    return process;
  }
}
