package io.eafix.idempotency.execution;

/** The work was not executed now, and there is no result of before. */
public final class ExecutionNotDoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExecutionOutcome outcome;

  ExecutionNotDoneException(ExecutionOutcome outcome) {
    super("not executed: " + outcome);
    this.outcome = outcome;
  }

  /** Why, and so what the caller may do next. */
  public ExecutionOutcome outcome() {
    return outcome;
  }
}
