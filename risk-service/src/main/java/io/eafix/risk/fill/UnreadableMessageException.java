package io.eafix.risk.fill;

/** A message that will not become readable by trying again. */
final class UnreadableMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
