package io.eafix.saga.definition;

import java.time.Duration;

/**
 * How the outcome of a call that was answered with 202 is learnt.
 *
 * @param timeout longest wait for the outcome
 * @param pollInterval wait between two polls of the location the participant gave
 * @param callback whether the participant will post the outcome instead; then nothing is polled
 */
public record AsyncPolicy(Duration timeout, Duration pollInterval, boolean callback) {

  /** For steps that say nothing else. */
  public static final AsyncPolicy DEFAULT =
      new AsyncPolicy(Duration.ofMinutes(5), Duration.ofMillis(200), false);
}
