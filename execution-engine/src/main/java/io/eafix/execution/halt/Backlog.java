package io.eafix.execution.halt;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a consumer group has still to take over of a topic: the messages that were committed by the
 * first look and that none of its members has acknowledged. Reads beside the group, as one of its
 * members would, and neither joins it nor commits for it.
 *
 * <p>Goes by messages and not by the end of a partition, since what ends a transaction has an
 * offset there and is never acknowledged. Blocks; not thread-safe.
 */
final class Backlog implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;

  /** Where each partition ended at the first look; null before. */
  private Map<TopicPartition, Long> ends;

  /** What the group has to commit yet, by partition. */
  private final Map<TopicPartition, Long> wanted = new HashMap<>();

  /**
   * @param group how the members of the group consume: its id, the servers, what is read where
   *     nothing is committed yet
   */
  Backlog(Map<String, ?> group, String topic) {
    Map<String, Object> settings = new HashMap<>(group);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "kill-switch-backlog");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * True if nothing is left, which it is from the start for a topic that is empty or missing. False
   * says to look again.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer: look again then, too
   */
  boolean gone() {
    if (ends == null) {
      ends = begin();
    }
    if (behind()) {
      consumer.poll(POLL).forEach(this::note);
    }
    return !behind() && acknowledged();
  }

  private Map<TopicPartition, Long> begin() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, ANSWER_MAX).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer.endOffsets(partitions, ANSWER_MAX);
  }

  /**
   * The position begins at what the group has committed, and also moves over what is no message.
   */
  private boolean behind() {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) < end.getValue());
  }

  private void note(ConsumerRecord<?, ?> message) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    if (message.offset() < ends.get(partition)) {
      wanted.merge(partition, message.offset() + 1, Math::max);
    }
  }

  private boolean acknowledged() {
    if (!wanted.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(wanted.keySet(), ANSWER_MAX);
      wanted.entrySet().removeIf(end -> reached(committed.get(end.getKey()), end.getValue()));
    }
    return wanted.isEmpty();
  }

  private static boolean reached(OffsetAndMetadata committed, long wanted) {
    return committed != null && committed.offset() >= wanted;
  }

  @Override
  public void close() {
    // There is no group to leave, and a broken connection would be waited for.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
