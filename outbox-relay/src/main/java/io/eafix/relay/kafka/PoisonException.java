package io.eafix.relay.kafka;

import java.util.Map;

/** Kafka refused events of a batch for what they are: sending them again would fail again. */
public final class PoisonException extends KafkaStepException {

  private static final long serialVersionUID = 1;

  private final transient Map<Long, String> causes;

  /**
   * With what Kafka said.
   *
   * @param causes reason by id of the event; empty if Kafka did not say which
   */
  public PoisonException(String message, Throwable cause, Map<Long, String> causes) {
    super(message, cause);
    this.causes = Map.copyOf(causes);
  }

  /** Reason by id of the event; empty if Kafka did not say which. */
  public Map<Long, String> causes() {
    return causes;
  }
}
