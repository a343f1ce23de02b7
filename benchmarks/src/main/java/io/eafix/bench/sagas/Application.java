package io.eafix.bench.sagas;

import io.eafix.bench.BenchServers;
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

/** A Quarkus application as a process of its own, with the same memory for everyone. */
final class Application {

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private Application() {}

  /** Starts an application that is stopped with the servers, and waits until it is ready. */
  static void start(
      BenchServers servers,
      String name,
      Path folder,
      List<String> properties,
      Map<String, String> environment,
      BooleanSupplier ready) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    command.addAll(properties);
    command.addAll(List.of("-jar", folder.resolve("quarkus-run.jar").toString()));
    Path log = servers.project().resolve(".eafix/logs/bench-" + name + ".log");
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(name, command, environment, servers.directory(), log, Signal.TERM));
    servers.closeLater(() -> process.stop(STOP_TIMEOUT));
    Waiting.until(READY_TIMEOUT, () -> ready.getAsBoolean() || !process.isAlive());
    if (!ready.getAsBoolean()) {
      throw new StackException(name + " is not ready: see " + log);
    }
  }
}
