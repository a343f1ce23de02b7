package io.eafix.idempotency.execution;

/**
 * The work failed, had no effect, and its failure is not an answer of this execution: it goes to
 * the caller as it is, and the key is free. Thrown by {@link Work} only.
 */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Unanswered(Throwable cause) {
    super("the work failed without an answer", cause, false, false);
  }
}
