package io.eafix.saga.definition;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a call without a definite answer is sent again: exponential back-off with full jitter.
 *
 * @param initialDelay upper bound of the first delay
 * @param multiplier how the bound grows with each attempt, 1 to 10
 * @param maxDelay cap of the bound
 * @param budget time from the first attempt within which another attempt may begin
 * @param refusalsMax how often a compensation may be refused before it is given up
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">
 *     Exponential Backoff And Jitter</a>
 */
public record RetryPolicy(
    Duration initialDelay, int multiplier, Duration maxDelay, Duration budget, int refusalsMax) {

  /** For actions that say nothing else. */
  public static final RetryPolicy ACTION =
      new RetryPolicy(Duration.ofMillis(100), 2, Duration.ofSeconds(5), Duration.ofSeconds(60), 1);

  /** For compensations that say nothing else: patient, because giving up needs a person. */
  public static final RetryPolicy COMPENSATION =
      new RetryPolicy(Duration.ofMillis(100), 2, Duration.ofSeconds(30), Duration.ofHours(1), 3);

  /**
   * The wait before the next attempt.
   *
   * @param attempts attempts made so far, at least 1
   * @param retryAfter what the participant asked for; the wait is never shorter, but never longer
   *     than the budget either
   */
  public Duration delay(int attempts, Duration retryAfter, RandomGenerator random) {
    long bound = Math.max(1, bound(attempts).toMillis());
    Duration jittered = Duration.ofMillis(random.nextLong(bound + 1));
    Duration asked = retryAfter.compareTo(budget) > 0 ? budget : retryAfter;
    return jittered.compareTo(asked) < 0 ? asked : jittered;
  }

  /** Whether another attempt may begin at that time. */
  public boolean allows(Instant firstAttempt, Instant next) {
    return !next.isAfter(firstAttempt.plus(budget));
  }

  private Duration bound(int attempts) {
    Duration bound = initialDelay;
    for (int i = 1; i < attempts && bound.compareTo(maxDelay) < 0; i++) {
      bound = bound.multipliedBy(multiplier);
      if (multiplier == 1) {
        break;
      }
    }
    return bound.compareTo(maxDelay) > 0 ? maxDelay : bound;
  }
}
