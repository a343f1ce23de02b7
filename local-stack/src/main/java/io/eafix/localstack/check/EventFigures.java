package io.eafix.localstack.check;

import java.util.Map;

/**
 * What was published.
 *
 * @param outboxRows rows ever committed to the outboxes, by topic
 * @param kafkaEvents events a read-committed consumer sees, by topic
 * @param kafkaDuplicates events whose {@code ce_id} was there before
 * @param outOfOrder events that skip or repeat a version of their aggregate
 * @param deadLetters events that could not be published
 */
public record EventFigures(
    Map<String, Long> outboxRows,
    Map<String, Long> kafkaEvents,
    long kafkaDuplicates,
    long outOfOrder,
    long deadLetters) {

  public long outboxTotal() {
    return outboxRows.values().stream().mapToLong(Long::longValue).sum();
  }

  public long kafkaTotal() {
    return kafkaEvents.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether each topic has exactly the committed rows' number of events. */
  public boolean complete() {
    return kafkaEvents.entrySet().stream()
            .allMatch(topic -> outboxRows.getOrDefault(topic.getKey(), 0L).equals(topic.getValue()))
        && kafkaEvents.keySet().containsAll(outboxRows.keySet());
  }
}
