package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;

/**
 * What the work came to.
 *
 * @param answer what the caller is told; {@code null} if in doubt
 * @param effect what becomes of the transaction and of the key
 */
public record WorkResult(StoredAnswer answer, Effect effect) {

  /** What becomes of the transaction and of the key. */
  public enum Effect {
    /** The effect is committed, and every repetition gets this answer. */
    COMMIT_AND_STORE,
    /** There is no effect, and every repetition gets this answer: a definite refusal. */
    ROLLBACK_AND_STORE,
    /** There is no effect, and a repetition runs again. */
    ROLLBACK_AND_FREE,
    /** There may be an effect. Only for work that runs outside a transaction. */
    IN_DOUBT
  }
}
