package io.eafix.idempotency;

/** What may happen to an execution whose owner's lease ran out before it finished. */
public enum TakeoverPolicy {

  /**
   * The next request with the key runs the work again. Right for work whose whole effect is in one
   * Postgres transaction: an unfinished one left nothing behind.
   */
  REEXECUTE,

  /**
   * The work is never run again by itself: it may have reached another system. The execution stays
   * in doubt until evidence or a person resolves it.
   */
  IN_DOUBT
}
