package io.eafix.saga.run;

import io.eafix.idempotency.problem.StorableText;
import java.time.Instant;

/**
 * A step of a running saga.
 *
 * @param status where it is
 * @param attempts finished attempts of the present phase
 * @param refusals definite refusals among them
 * @param since when the first attempt of the present phase was decided, and after it when it could
 *     be made; the budget counts from here
 * @param acceptedAt when the participant answered 202, from which the wait for the outcome counts;
 *     null unless the outcome is awaited
 * @param due when the next attempt or poll may begin; null if none is to be made
 * @param location where the outcome of a 202 can be polled, null if nowhere
 * @param callback secret that a callback for this step must present, null if none is expected
 * @param error the last thing that went wrong, as Postgres can keep it; null if nothing did
 */
public record StepRun(
    StepStatus status,
    int attempts,
    int refusals,
    Instant since,
    Instant acceptedAt,
    Instant due,
    String location,
    String callback,
    String error) {

  /** Repairs the error, which may quote what a participant said. */
  public StepRun {
    error = StorableText.repaired(error);
  }

  /** A step whose turn has not come. */
  public static final StepRun PENDING =
      new StepRun(StepStatus.PENDING, 0, 0, null, null, null, null, null, null);

  StepRun begin(StepStatus phase, Instant now) {
    return new StepRun(phase, 0, 0, now, null, now, null, null, error);
  }

  /** As {@link #begin}, but whoever was told to post the outcome back still may. */
  StepRun beginAgain(StepStatus phase, Instant now) {
    return begin(phase, now).expecting(callback);
  }

  StepRun settle(StepStatus settled) {
    return settle(settled, error);
  }

  StepRun settle(StepStatus settled, String why) {
    return new StepRun(settled, attempts, refusals, since, null, null, null, null, why);
  }

  /**
   * An attempt has ended.
   *
   * @param counted from when the budget counts
   */
  StepRun finishedAttempt(Instant counted) {
    return new StepRun(
        status, attempts + 1, refusals, counted, acceptedAt, due, location, callback, error);
  }

  /** To be called once more, with what it was called before. */
  StepRun again(StepStatus phase, Instant when, String why) {
    return new StepRun(phase, attempts, refusals, since, null, when, null, callback, why);
  }

  StepRun refused() {
    return new StepRun(
        status, attempts, refusals + 1, since, acceptedAt, due, location, callback, error);
  }

  StepRun accepted(StepStatus waiting, Instant now, Instant poll, String where) {
    return new StepRun(waiting, attempts, refusals, since, now, poll, where, callback, error);
  }

  StepRun expecting(String secret) {
    return new StepRun(status, attempts, refusals, since, acceptedAt, due, location, secret, error);
  }

  /** From when the wait for the outcome of a 202 counts. */
  public Instant awaitedSince() {
    // Sagas of before it was kept had it in the other.
    return acceptedAt == null ? since : acceptedAt;
  }

  /** Whether the outcome of a 202 is awaited. */
  public boolean awaitsOutcome() {
    return status == StepStatus.ACCEPTED || (status == StepStatus.COMPENSATING && location != null);
  }
}
