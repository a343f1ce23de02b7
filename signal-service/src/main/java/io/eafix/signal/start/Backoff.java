package io.eafix.signal.start;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential pauses with full jitter, so that replicas that failed together do not retry together.
 */
record Backoff(Duration first, Duration max) {

  private static final int DOUBLINGS_MAX = 20;

  /**
   * @param attempt 1 for the first
   */
  Duration pause(int attempt) {
    long ceiling =
        Math.min(
            max.toMillis(), first.toMillis() << Math.min(DOUBLINGS_MAX, Math.max(0, attempt - 1)));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, Math.max(2, ceiling + 1)));
  }
}
