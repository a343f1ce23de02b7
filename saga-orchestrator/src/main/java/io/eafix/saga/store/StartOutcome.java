package io.eafix.saga.store;

/** What became of a {@link Start}. All but {@link #STARTED} wrote nothing. */
public enum StartOutcome {
  /** The saga, its execution and its event are committed. */
  STARTED,
  /** The request's idempotency key is taken: its execution tells the answer. */
  KEY_TAKEN,
  /** Another saga has the exclusive key. */
  EXCLUSIVE_KEY_TAKEN,
  /** The definition has another newest version by now: plan the saga again. */
  OTHER_VERSION
}
