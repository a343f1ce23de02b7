package io.eafix.idempotency.store;

/** The store did not answer, refused the write, or answered nonsense: the outcome is unknown. */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
