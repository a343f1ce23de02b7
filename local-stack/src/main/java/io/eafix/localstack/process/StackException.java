package io.eafix.localstack.process;

/**
 * Something a person can put right. The message is one line that says what happened and what to do;
 * it is shown without a stack trace.
 */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
