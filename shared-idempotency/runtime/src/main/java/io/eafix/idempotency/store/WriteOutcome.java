package io.eafix.idempotency.store;

/** What became of a write that carried a fencing token. */
public enum WriteOutcome {

  /** Written. */
  OK,

  /**
   * The claim is no longer the caller's, or the record is gone; nothing was changed. The caller
   * must not act as the owner any more.
   */
  STALE
}
