package io.eafix.relay.source;

/** A source is not there yet; it is tried again. */
final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotReadyException(String message) {
    super(message);
  }
}
