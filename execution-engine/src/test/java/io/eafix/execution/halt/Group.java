package io.eafix.execution.halt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer group that takes the changes of one topic over; the topic names it, too. */
record Group(String servers, String topic) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /** How its members consume. */
  Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers",
        servers,
        "group.id",
        topic,
        "auto.offset.reset",
        "earliest",
        "isolation.level",
        "read_committed");
  }

  /** Where a member finds the end of a partition. */
  long end(int number) {
    TopicPartition partition = new TopicPartition(topic, number);
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return member.endOffsets(List.of(partition), ANSWER_MAX).get(partition);
    }
  }

  /**
   * As a member does that has taken over what it read.
   *
   * @param next offset of what comes next
   */
  void acknowledge(int partition, long next) {
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      member.commitSync(
          Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(next)), ANSWER_MAX);
    }
  }
}
