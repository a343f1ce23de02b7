package io.eafix.idempotency.saga;

/** A saga was not started, or it is unknown whether it was. */
public final class SagaStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean definite;

  SagaStartException(boolean definite, String message, Throwable cause) {
    super(message, cause);
    this.definite = definite;
  }

  /**
   * Whether the orchestrator refused for good. If not, send the same start with the same key again:
   * it cannot start a second saga.
   */
  public boolean definite() {
    return definite;
  }
}
