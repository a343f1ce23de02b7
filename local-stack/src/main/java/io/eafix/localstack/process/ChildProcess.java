package io.eafix.localstack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that this JVM started. It runs in a session of its own and ends with this JVM, whatever
 * ends the JVM (see {@link Reaper}).
 *
 * <p>Thread-safe. Waits block the caller, each up to a limit.
 */
public final class ChildProcess {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(20);

  private final ProcessSpec spec;
  private final ProcessHandle process;
  private final ProcessIdentity identity;

  private ChildProcess(ProcessSpec spec, ProcessHandle process, ProcessIdentity identity) {
    this.spec = spec;
    this.process = process;
    this.identity = identity;
  }

  /**
   * Starts a process.
   *
   * @throws StackException if the program cannot be run
   */
  public static ChildProcess start(ProcessSpec spec) {
    try {
      Files.createDirectories(spec.log().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(Detached.command(spec.command()))
              .directory(spec.directory().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      builder.environment().putAll(spec.environment());
      ProcessHandle process = builder.start().toHandle();
      Reaper.watch(process.pid(), spec.stopSignal());
      return new ChildProcess(spec, process, ProcessIdentity.of(process));
    } catch (IOException e) {
      throw new StackException("cannot start " + spec.name() + ": " + e.getMessage(), e);
    }
  }

  /** A process that was started elsewhere, for instance by this class in another class loader. */
  public static Optional<ChildProcess> adopt(ProcessSpec spec, ProcessIdentity identity) {
    return identity.find().map(handle -> new ChildProcess(spec, handle, identity));
  }

  public String name() {
    return spec.name();
  }

  public long pid() {
    return process.pid();
  }

  public ProcessIdentity identity() {
    return identity;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Asks the process to end and waits; kills it when the time is over. Does nothing if it ended.
   */
  public void stop(Duration atMost) {
    if (process.isAlive()) {
      Signal.CONT.send(pid());
      spec.stopSignal().send(pid());
      if (!ended(atMost)) {
        kill();
      }
    }
    Reaper.forget(pid());
  }

  /**
   * SIGKILL to the process and all it started, as a crash of the machine would; waits until gone.
   */
  public void kill() {
    List<ProcessHandle> family = Stream.concat(Stream.of(process), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    if (!Waiting.until(KILL_TIMEOUT, () -> family.stream().noneMatch(ProcessHandle::isAlive))) {
      throw new StackException(
          name() + " (pid " + pid() + ") does not die: see `ps`, end it by hand");
    }
    Reaper.forget(pid());
  }

  /** Freezes the process: its connections stay open and nothing is answered. */
  public void pause() {
    Signal.STOP.send(pid());
  }

  /** Lets a paused process go on. */
  public void resume() {
    Signal.CONT.send(pid());
  }

  private boolean ended(Duration atMost) {
    return Waiting.until(atMost, () -> !process.isAlive());
  }
}
