package io.eafix.saga.run;

import java.time.Instant;

/** What the machine needs to know about a saga beyond its {@link SagaRun}. */
public interface Surroundings {

  /** The time to decide by. */
  Instant now();

  /**
   * Whether this process is waiting for the answer of a call of this step. If not, a call of the
   * step that was decided may have been sent by a process that is gone.
   */
  boolean inFlight(int step);

  /**
   * Whether a step's condition holds.
   *
   * @throws RuntimeException if it cannot be evaluated, which refuses the step
   */
  boolean holds(int step);

  /** A secret that nobody can guess, for a step whose outcome will be posted back. */
  String newSecret();
}
