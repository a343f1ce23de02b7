package io.eafix.localstack.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be found again by another JVM. The start time tells it from a later process
 * that was given the same id.
 *
 * @param pid the operating system's process id
 * @param startedAt when it started, as the operating system says; to about 10 ms
 */
public record ProcessIdentity(long pid, Instant startedAt) {
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** The identity of a process that is alive. */
  public static ProcessIdentity of(ProcessHandle handle) {
    return new ProcessIdentity(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The identity that {@link #toString} wrote. */
  public static ProcessIdentity parse(String text) {
    int at = text.indexOf('@');
    return new ProcessIdentity(
        Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
  }

  /** The id, an at sign, and when it started. */
  @Override
  public String toString() {
    return pid + "@" + startedAt;
  }

  /** The process, if it is still the same one and still alive. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedWithMe);
  }

  private boolean startedWithMe(ProcessHandle handle) {
    Instant start = handle.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(start, startedAt).abs().compareTo(CLOCK_STEP) <= 0;
  }
}
