package io.eafix.idempotency.execution;

/** The state of an execution, as its row says. */
public enum ExecutionStatus {
  /** Begun and not finished. */
  IN_PROGRESS,
  /** Finished; its answer is stored. */
  COMPLETED,
  /** May have happened; waits for evidence or a person. */
  IN_DOUBT
}
