package io.eafix.idempotency.operators;

/** What may be decided about an execution that did not end by itself. */
public enum Decision {

  /** It happened: the given answer is its answer. */
  COMPLETE,

  /** It did not happen: its key is free, and the next request with it runs. */
  RELEASE,

  /** It did not happen and shall not: every repetition is answered with a problem, 422. */
  FAIL
}
