package io.eafix.saga.run;

/** Where a saga is. */
public enum SagaState {
  /** Accepted, and waiting until a replica has room for it. */
  PENDING,
  /** Going forward. */
  RUNNING,
  /** Every step has succeeded or was skipped; final. */
  COMPLETED,
  /** Undoing, in reverse order. */
  COMPENSATING,
  /** Everything that may have taken effect is undone; final. */
  COMPENSATED,
  /** A compensation stayed refused; a person resumes or resolves it. */
  COMPENSATION_FAILED,
  /** Held by a person; goes on where it was when resumed. */
  PAUSED;

  /** Whether nothing can happen any more. */
  public boolean terminal() {
    return this == COMPLETED || this == COMPENSATED;
  }
}
