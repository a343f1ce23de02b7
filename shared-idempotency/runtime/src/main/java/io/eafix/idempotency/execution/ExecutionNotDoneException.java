package io.eafix.idempotency.execution;

/**
 * There is no result, neither of now nor of before: another owner runs the work, nobody knows what
 * became of it, a person has decided that it failed, the key belongs to something else, or a server
 * is missing.
 */
public final class ExecutionNotDoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExecutionOutcome outcome;

  /**
   * @param cause what the work failed with, {@code null} if it was not run now
   */
  ExecutionNotDoneException(ExecutionOutcome outcome, Throwable cause) {
    super("no result: " + outcome, cause);
    this.outcome = outcome;
  }

  /** Why, and so what the caller may do next. */
  public ExecutionOutcome outcome() {
    return outcome;
  }
}
