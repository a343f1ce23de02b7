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
   * Whether a call of this step may have been sent by another process, of whose attempts nothing is
   * known.
   */
  boolean sentByOthers(int step);

  /**
   * Since when this process could make the call or compensation that a step is in; not before it
   * was decided. Budgets count from then.
   */
  Instant dueSince(int step);

  /** Whether the time is over that the whole saga has; it matters only before its pivot. */
  boolean late();

  /**
   * Whether a step's condition holds.
   *
   * @throws RuntimeException if it cannot be evaluated, which refuses the step
   */
  boolean holds(int step);

  /** A secret that nobody can guess, for a step whose outcome will be posted back. */
  String newSecret();
}
