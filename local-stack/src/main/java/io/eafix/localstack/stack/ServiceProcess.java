package io.eafix.localstack.stack;

import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A service or the FIX simulator, as a process of its own. Not thread-safe. */
final class ServiceProcess {
  static final Signal STOP_SIGNAL = Signal.TERM;

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(180);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Component service;
  private final Layout layout;
  private final Function<Path, List<String>> command;
  private final String url;
  private final Map<String, String> environment;
  private ChildProcess process;

  /**
   * @param command makes the command line from the path of the built application
   * @param url where it says that it is ready
   */
  ServiceProcess(
      Component service,
      Layout layout,
      Function<Path, List<String>> command,
      String url,
      Map<String, String> environment) {
    this.service = service;
    this.layout = layout;
    this.command = command;
    this.url = url;
    this.environment = environment;
  }

  /** Starts the process; {@link #awaitReady} waits for it. */
  void start() {
    Path application = layout.application(service);
    if (!Files.exists(application)) {
      throw new StackException(
          service.label()
              + " is not built ("
              + application
              + " is missing): run mvn -DskipTests package");
    }
    process =
        ChildProcess.start(
            new ProcessSpec(
                service.label(),
                command.apply(application),
                environment,
                layout.logs(),
                layout.log(service),
                STOP_SIGNAL));
  }

  /**
   * Waits until the service says that it can do its work.
   *
   * @throws StackException if it ends or takes too long
   */
  void awaitReady() {
    boolean ready = Waiting.until(READY_TIMEOUT, () -> !process.isAlive() || Health.isReady(url));
    if (!process.isAlive()) {
      throw new StackException(
          service.label() + " ended while starting: see " + layout.log(service));
    }
    if (!ready) {
      throw new StackException(
          service.label()
              + " is not ready after "
              + READY_TIMEOUT.toSeconds()
              + " s: see "
              + url
              + Health.READINESS
              + " and "
              + layout.log(service));
    }
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  ProcessIdentity identity() {
    return process.identity();
  }

  void stop() {
    if (process != null) {
      process.stop(STOP_TIMEOUT);
    }
  }

  void kill() {
    process.kill();
  }

  void pause() {
    process.pause();
  }

  void resume() {
    process.resume();
  }
}
