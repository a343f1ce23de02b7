package io.eafix.localstack.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition of another process, which can only be observed by asking again. */
public final class Waiting {
  private static final Duration OFTEN = Duration.ofMillis(20);

  private Waiting() {}

  /**
   * Asks until the condition holds.
   *
   * @return whether it held before the time ran out or this thread was interrupted
   */
  public static boolean until(Duration atMost, BooleanSupplier condition) {
    return until(atMost, OFTEN, condition);
  }

  /** As {@link #until(Duration, BooleanSupplier)}, asking at the given pace. */
  public static boolean until(Duration atMost, Duration every, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(every.toNanos());
    }
    return true;
  }
}
