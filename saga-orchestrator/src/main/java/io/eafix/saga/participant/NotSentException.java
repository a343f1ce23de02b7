package io.eafix.saga.participant;

/** The request was held back to spare the participant; it has certainly not been sent. */
public final class NotSentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotSentException(String message) {
    super(message, null, false, false);
  }
}
