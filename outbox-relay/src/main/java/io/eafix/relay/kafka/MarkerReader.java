package io.eafix.relay.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a lane's newest committed marker, completely or not at all: up to the high watermark as
 * read uncommitted, so that a marker whose transaction is just being completed is waited for.
 */
public final class MarkerReader {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings settings;
  private final Topics topics;
  private final int partitions;

  /** For the positions topic with this many partitions. */
  public MarkerReader(KafkaSettings settings, Topics topics, int partitions) {
    this.settings = settings;
    this.topics = topics;
    this.partitions = partitions;
  }

  /**
   * The newest marker of a lane whose former producers are fenced, of its generation.
   *
   * @param from offset of a marker known to exist, or -1 to read all
   * @return with what is known of later generations; no marker if there is none at or after {@code
   *     from}
   * @throws KafkaStepException if not everything could be read in time
   */
  public Seen newest(LaneKey key, long from) {
    TopicPartition partition =
        new TopicPartition(settings.config().positionsTopic(), key.partition(partitions));
    try {
      return read(key, partition, from);
    } catch (KafkaException | IllegalStateException e) {
      throw new KafkaStepException("the positions topic cannot be read: " + e.getMessage(), e);
    }
  }

  private Seen read(LaneKey key, TopicPartition partition, long from) {
    long end = topics.highWatermark(partition);
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.consumer());
    try {
      return read(consumer, key, partition, from, end);
    } finally {
      // To say good-bye is of no use, and over a broken connection it would be waited for.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private Seen read(
      KafkaConsumer<byte[], byte[]> consumer,
      LaneKey key,
      TopicPartition partition,
      long from,
      long end) {
    consumer.assign(List.of(partition));
    long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
    // An offset beyond the end belongs to a topic that is gone: then read all there is.
    consumer.seek(partition, from > end ? beginning : Math.max(from, beginning));
    Found newest = null;
    int generation = key.generation();
    long deadline = System.nanoTime() + settings.config().requestTimeout().toNanos();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaStepException(
            "the positions topic is not readable up to its end; a transaction is open", null);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        int its =
            record.key() == null || record.value() == null
                ? -1
                : key.generationOf(new String(record.key(), StandardCharsets.UTF_8));
        if (its == key.generation()) {
          newest = new Found(Marker.of(record.value()), record.offset());
        }
        generation = Math.max(generation, its);
      }
    }
    return new Seen(Optional.ofNullable(newest), generation);
  }

  /**
   * What the positions topic says of a lane.
   *
   * @param newest marker of the lane's generation, if any
   * @param generation highest of which there is a marker, or the lane's
   */
  public record Seen(Optional<Found> newest, int generation) {}

  /** A marker and where it lies. */
  public record Found(Marker marker, long offset) {}
}
