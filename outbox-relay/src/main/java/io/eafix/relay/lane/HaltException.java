package io.eafix.relay.lane;

/**
 * Postgres and Kafka disagree about what is published, so that neither sending nor passing over is
 * safe. The lane stops until an operator decides; the message is the alert.
 */
public final class HaltException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With what was found. */
  public HaltException(String message) {
    super(message);
  }
}
