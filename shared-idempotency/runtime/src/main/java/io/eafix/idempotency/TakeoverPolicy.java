package io.eafix.idempotency;

/** What may happen to an execution whose owner is gone before it finished. */
public enum TakeoverPolicy {

  /**
   * The next request with the key runs the work again. Right for work whose whole effect is in one
   * Postgres transaction, which is how it then runs: an unfinished one left nothing behind.
   */
  REEXECUTE,

  /**
   * The work is never run again by itself: it may have reached another system. Its row is committed
   * before it begins, it runs outside any transaction, and its answer is committed after it. If the
   * owner dies in between, or the work ends in anything but a result or a definite refusal, the
   * execution stays in doubt until evidence or a person resolves it.
   */
  IN_DOUBT
}
