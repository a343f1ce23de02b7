package io.eafix.relay.kafka;

/**
 * A step with Kafka failed or got no answer. What was sent may or may not be committed: close the
 * producer, fence it and ask the log.
 */
public class KafkaStepException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence and its cause. */
  public KafkaStepException(String message, Throwable cause) {
    super(message, cause);
  }
}
