package io.eafix.localstack.server;

import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the embedded servers have in common: one process at a time, and its life. */
public final class ServerProcess {
  private static final int LOG_LINES_SHOWN = 3;

  private final Duration startTimeout;
  private final Duration stopTimeout;
  private Consumer<ProcessIdentity> listener = identity -> {};
  private ChildProcess process;

  public ServerProcess(Duration startTimeout, Duration stopTimeout) {
    this.startTimeout = startTimeout;
    this.stopTimeout = stopTimeout;
  }

  /**
   * Starts the process and waits until it is ready.
   *
   * @throws StackException if it ends or the time does; the message has the end of its log
   */
  public synchronized void start(ProcessSpec spec, BooleanSupplier ready) {
    if (isRunning()) {
      throw new IllegalStateException(spec.name() + " runs already");
    }
    process = ChildProcess.start(spec);
    ChildProcess started = process;
    boolean up = Waiting.until(startTimeout, () -> !started.isAlive() || ready.getAsBoolean());
    if (!up || !started.isAlive()) {
      started.kill();
      throw new StackException(
          spec.name() + " did not start; " + spec.log() + " ends with: " + endOf(spec));
    }
    listener.accept(started.identity());
  }

  /**
   * Takes over a process that another class loader of this JVM started.
   *
   * @return whether it still runs
   */
  public synchronized boolean adopt(ProcessSpec spec, ProcessIdentity identity) {
    process = ChildProcess.adopt(spec, identity).orElse(null);
    return isRunning();
  }

  /** Tells the listener who runs, now and after every later start. */
  public synchronized void onStart(Consumer<ProcessIdentity> newListener) {
    listener = newListener;
    if (isRunning()) {
      listener.accept(identity());
    }
  }

  public synchronized void stop() {
    if (process != null) {
      process.stop(stopTimeout);
    }
  }

  public synchronized void kill() {
    running().kill();
  }

  public synchronized void pause() {
    running().pause();
  }

  public synchronized void resume() {
    running().resume();
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  public synchronized ProcessIdentity identity() {
    return running().identity();
  }

  private ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private static String endOf(ProcessSpec spec) {
    try {
      List<String> lines = Files.readAllLines(spec.log());
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
