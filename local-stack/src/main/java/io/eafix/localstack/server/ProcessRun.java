package io.eafix.localstack.server;

import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a server as a child process, from the binaries in its Maven artefact. It ends with this JVM.
 */
public final class ProcessRun implements ServerRun {
  private static final int LOG_LINES_SHOWN = 3;

  private final Runnable prepare;
  private final Supplier<ProcessSpec> spec;
  private final Duration startTimeout;
  private final Duration stopTimeout;
  private Consumer<String> listener = identity -> {};
  private ChildProcess process;

  /**
   * @param prepare makes the files that the server needs; run before each start
   * @param spec what to start
   * @param startTimeout until it must be ready
   * @param stopTimeout until it must have ended in order; then it is killed
   */
  public ProcessRun(
      Runnable prepare, Supplier<ProcessSpec> spec, Duration startTimeout, Duration stopTimeout) {
    this.prepare = prepare;
    this.spec = spec;
    this.startTimeout = startTimeout;
    this.stopTimeout = stopTimeout;
  }

  @Override
  public synchronized void start(BooleanSupplier ready) {
    if (isRunning()) {
      throw new IllegalStateException(process.name() + " runs already");
    }
    prepare.run();
    ProcessSpec now = spec.get();
    process = ChildProcess.start(now);
    ChildProcess started = process;
    boolean up = Waiting.until(startTimeout, () -> !started.isAlive() || ready.getAsBoolean());
    if (!up || !started.isAlive()) {
      started.kill();
      throw new StackException(
          now.name() + " did not start; " + now.log() + " ends with: " + endOf(now));
    }
    listener.accept(identity());
  }

  @Override
  public synchronized boolean adopt(String identity) {
    process = ChildProcess.adopt(spec.get(), ProcessIdentity.parse(identity)).orElse(null);
    return isRunning();
  }

  @Override
  public synchronized void onStart(Consumer<String> newListener) {
    listener = newListener;
    if (isRunning()) {
      listener.accept(identity());
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.stop(stopTimeout);
    }
  }

  @Override
  public synchronized void kill() {
    running().kill();
  }

  @Override
  public synchronized void pause() {
    running().pause();
  }

  @Override
  public synchronized void resume() {
    running().resume();
  }

  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public InetSocketAddress peerAddress(int port) {
    return InetSocketAddress.createUnresolved("127.0.0.1", port);
  }

  @Override
  public synchronized String identity() {
    return running().identity().toString();
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
