package io.eafix.relay.kafka;

/** Something the promise rests on is set wrongly; the message says what to change. */
public final class SetupException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence that says what to change. */
  public SetupException(String message) {
    super(message);
  }
}
