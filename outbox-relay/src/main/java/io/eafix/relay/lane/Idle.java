package io.eafix.relay.lane;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waiting of a lane that has nothing to do: shortly after activity or a hint, since a writer's
 * commit may follow its hint, then longer and longer. One thread waits, any thread wakes it.
 */
final class Idle {

  private static final long SHORTEST_MS = 4;
  private static final int GROWTH = 4;

  private final long longestMs;
  private final Semaphore hints = new Semaphore(0);
  private long nextMs = SHORTEST_MS;

  Idle(Duration longest) {
    this.longestMs = Math.max(SHORTEST_MS, longest.toMillis());
  }

  /** Ends the wait, or prevents the next. */
  void wake() {
    hints.release();
  }

  /** There was work: poll closely again. */
  void found() {
    nextMs = SHORTEST_MS;
  }

  /** Waits for a hint, at most for the current polling interval. */
  void await() {
    if (acquire(nextMs)) {
      nextMs = SHORTEST_MS;
    } else {
      nextMs = Math.min(longestMs, GROWTH * nextMs);
    }
  }

  /** Waits, or until woken. */
  void pause(Duration duration) {
    acquire(duration.toMillis());
  }

  private boolean acquire(long ms) {
    try {
      boolean woken = hints.tryAcquire(ms, TimeUnit.MILLISECONDS);
      hints.drainPermits();
      return woken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
