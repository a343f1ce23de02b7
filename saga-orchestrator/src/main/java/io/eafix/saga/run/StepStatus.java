package io.eafix.saga.run;

/** Where a step of a saga is. */
public enum StepStatus {
  /** Its turn has not come. */
  PENDING,
  /** Its action is being called, or will be called again when due. */
  RUNNING,
  /** The participant answered 202; the outcome is still to come. */
  ACCEPTED,
  /** Succeeded. */
  DONE,
  /** Its condition did not hold. */
  SKIPPED,
  /** Definitely refused: nothing to undo. */
  REFUSED,
  /** No definite answer: it may have taken effect, so it will be undone. */
  UNKNOWN,
  /** Its compensation is being called, or will be called again when due. */
  COMPENSATING,
  /** Undone. */
  COMPENSATED,
  /** Its compensation stayed refused. */
  COMPENSATION_REFUSED,
  /** Undone by hand, as a person said. */
  RESOLVED;

  /** Whether the step's group need not wait for it. */
  boolean passed() {
    return this == DONE || this == SKIPPED;
  }

  /** Whether the step has to be undone if the saga compensates. */
  boolean toUndo() {
    return this == DONE || this == UNKNOWN;
  }
}
