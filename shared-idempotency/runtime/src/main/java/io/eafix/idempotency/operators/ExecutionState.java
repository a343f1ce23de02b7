package io.eafix.idempotency.operators;

/** What an operator sees of an execution. */
public enum ExecutionState {

  /** Runs; its owner keeps its lease. */
  RUNNING,

  /** Its owner's lease is over before it finished. The next request with its key finds it so. */
  STUCK,

  /** It may have happened and nobody knows. */
  IN_DOUBT,

  /** Finished; its answer is stored. */
  COMPLETED
}
