package io.eafix.localstack.check;

import io.eafix.localstack.process.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning, as a consumer that sees only what is committed, and keeps the
 * books. Not thread-safe.
 */
public final class EventLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> newestVersions = new HashMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private long duplicates;
  private long outOfOrder;

  public EventLog(String bootstrapServers, Collection<String> topics) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    topics.forEach(topic -> events.put(topic, 0L));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads on to what is the end of every topic now.
   *
   * @throws StackException if Kafka does not give the events in time
   */
  public void catchUp() {
    long deadline = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new StackException("Kafka does not give its events: see its log");
      }
      consumer.poll(POLL).forEach(this::book);
    }
  }

  /** Events read so far, by topic. */
  public Map<String, Long> events() {
    return Map.copyOf(events);
  }

  public long total() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Events whose {@code ce_id} had been seen before. */
  public long duplicates() {
    return duplicates;
  }

  /** Events that did not carry the version after their aggregate's last one. */
  public long outOfOrder() {
    return outOfOrder;
  }

  private void book(ConsumerRecord<byte[], byte[]> event) {
    events.merge(event.topic(), 1L, Long::sum);
    if (!ids.add(event.topic() + " " + header(event, "ce_id"))) {
      duplicates++;
    }
    String aggregate =
        event.topic() + " " + header(event, "aggregate-type") + " " + header(event, "aggregate-id");
    String version = header(event, "aggregate-version");
    long expected = newestVersions.getOrDefault(aggregate, 0L) + 1;
    if (!version.equals(Long.toString(expected))) {
      outOfOrder++;
    }
    newestVersions.put(aggregate, expected);
  }

  private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
    Header header = event.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
