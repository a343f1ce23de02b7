package io.eafix.saga.run;

import java.time.Duration;

/** What a call to a participant came to. */
public sealed interface Outcome {

  /**
   * 2xx: it took effect.
   *
   * @param held on a pivot's compensation: the pivot had taken effect and cannot be undone
   */
  record Succeeded(boolean held) implements Outcome {
    /** An ordinary success. */
    public static final Succeeded PLAIN = new Succeeded(false);
  }

  /**
   * 202: the outcome will come later.
   *
   * @param location where to poll for it, null if it will be posted back
   * @param retryAfter the wait the participant asked for, zero if it did not
   */
  record Accepted(String location, Duration retryAfter) implements Outcome {}

  /**
   * A refusal: this attempt did not take effect and will not.
   *
   * @param error why, for people
   * @param ofOperation whether it speaks of the operation, whose key it was asked with, and so of
   *     earlier attempts too; else it may be of this request only, its credentials say
   */
  record Refused(String error, boolean ofOperation) implements Outcome {}

  /**
   * No definite answer: it may or may not have taken effect. Send it again with the same key.
   *
   * @param error why, for people
   * @param retryAfter the wait the participant asked for, zero if it did not
   */
  record Indefinite(String error, Duration retryAfter) implements Outcome {}
}
