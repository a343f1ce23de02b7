package io.eafix.saga.store;

import io.eafix.idempotency.problem.StorableText;
import java.time.Instant;

/**
 * One attempt that came to an outcome, for the journal, with texts as Postgres can keep them.
 *
 * @param step the step's name
 * @param phase {@code action} or {@code compensation}
 * @param number which attempt of the phase, from 1
 * @param outcome {@code SUCCEEDED}, {@code ACCEPTED}, {@code REFUSED} or {@code INDEFINITE}
 * @param status HTTP status, null if there was no answer
 * @param answer the body, null if there was none or it was too long to keep
 * @param error what went wrong, null if nothing did
 */
public record Attempt(
    String step,
    String phase,
    int number,
    String outcome,
    Integer status,
    Instant startedAt,
    Instant endedAt,
    String answer,
    String error) {

  /** Repairs what a participant said. */
  public Attempt {
    answer = StorableText.repaired(answer);
    error = StorableText.repaired(error);
  }
}
