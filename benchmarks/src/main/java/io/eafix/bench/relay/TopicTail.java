package io.eafix.bench.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, read committed. Not thread-safe. */
final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final String idHeader;
  private final Ledger ledger;

  TopicTail(String bootstrapServers, Contender contender, Ledger ledger) {
    this.idHeader = contender.idHeader();
    this.ledger = ledger;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "max.poll.records", "5000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(contender.topic()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Sum of the offsets up to which consumers can read now. It grows with every commit; the records
   * need not be read for that, so that reading does not slow down what is measured.
   */
  long end() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reads all that is there now. */
  void catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(end -> isBehind(end.getKey(), end.getValue()))) {
      poll();
    }
  }

  private boolean isBehind(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  /**
   * Reads what comes within a moment.
   *
   * @return how many records came
   */
  int poll() {
    var records = consumer.poll(POLL);
    long now = System.nanoTime();
    records.forEach(
        record -> {
          byte[] id = record.headers().lastHeader(idHeader).value();
          ledger.arrived(Rows.number(new String(id, StandardCharsets.UTF_8)), now);
        });
    return records.count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
