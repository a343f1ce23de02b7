package io.eafix.relay.lane;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts that double up to a limit, with jitter. Not thread-safe. */
public final class Pauses {

  private static final long FIRST_MS = 50;

  private final long maxMs;
  private long nextMs = FIRST_MS;

  /** Up to a limit. */
  public Pauses(Duration max) {
    this.maxMs = Math.max(FIRST_MS, max.toMillis());
  }

  /** The next pause. */
  public Duration next() {
    long pause = nextMs / 2 + ThreadLocalRandom.current().nextLong(nextMs / 2 + 1);
    nextMs = Math.min(maxMs, 2 * nextMs);
    return Duration.ofMillis(pause);
  }

  /** After a success: begin with the shortest again. */
  public void reset() {
    nextMs = FIRST_MS;
  }
}
