package io.eafix.idempotency.execution;

/**
 * The other system said for certain that it did nothing and will do nothing. Thrown by {@link
 * ExternalWork#perform}; it frees the key. A timeout or a lost connection is not a refusal.
 */
public class DefiniteRefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DefiniteRefusalException(String message) {
    super(message);
  }

  public DefiniteRefusalException(String message, Throwable cause) {
    super(message, cause);
  }
}
