package io.eafix.saga.participant;

/** There was no usable answer; the request may or may not have arrived. */
public final class NoAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message, null, false, false);
  }
}
