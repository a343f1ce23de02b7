package io.eafix.relay.support;

import io.eafix.localstack.process.Waiting;
import io.eafix.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic read committed from its beginning, as a careful consumer would. */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  /** Of a topic that may not be there yet. */
  public TopicReader(String topic) {
    this(topic, TestServers.kafka().bootstrapServers());
  }

  /** Of a topic of another Kafka than the test's. */
  public TopicReader(String topic, String bootstrapServers) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Reads on until what was read so far satisfies the condition; gives up when nothing came for the
   * given time.
   */
  public List<ConsumerRecord<byte[], byte[]>> until(
      Duration patience, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    Waiting.until(patience, this::exists);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!enough.test(records)) {
      int before = records.size();
      assign();
      consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      if (records.size() > before) {
        deadline = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "nothing for " + patience + "; " + records.size() + " records in " + topic);
      }
    }
    return List.copyOf(records);
  }

  /** Reads all that is committed now. */
  public List<ConsumerRecord<byte[], byte[]>> all() {
    assign();
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(50)).forEach(records::add);
    }
    return List.copyOf(records);
  }

  private boolean exists() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    return partitions != null && !partitions.isEmpty();
  }

  private void assign() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
  }

  /** A header as text, or {@code null}. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Fails if an id appears twice or an aggregate's versions are not 1, 2, 3 ... */
  public static void requireExactlyOnceInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
    Set<String> ids = new HashSet<>();
    Map<String, Long> versions = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String id = header(record, "ce_id");
      if (!ids.add(id)) {
        throw new AssertionError("twice in " + record.topic() + ": " + id);
      }
      String aggregate = header(record, "aggregate-type") + "/" + header(record, "aggregate-id");
      long expected = versions.merge(aggregate, 1L, Long::sum);
      if (expected != Long.parseLong(header(record, "aggregate-version"))) {
        throw new AssertionError(
            "version %s of %s where %d belongs"
                .formatted(header(record, "aggregate-version"), aggregate, expected));
      }
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
  }
}
