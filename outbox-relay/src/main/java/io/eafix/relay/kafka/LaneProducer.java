package io.eafix.relay.kafka;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.event.KafkaRecords;
import io.eafix.relay.event.OutboxRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * The transactional producer of one lane: a batch and its marker are one Kafka transaction.
 *
 * <p>Opening it fences the lane's former producer and ends that one's transaction. After any
 * exception the producer is unusable: close it, open another and ask the log. Not thread-safe.
 */
public final class LaneProducer implements AutoCloseable {

  private final KafkaRecords records = new KafkaRecords();
  private final KafkaProducer<byte[], byte[]> producer;
  private final LaneKey key;
  private final String positionsTopic;
  private final int partition;

  private LaneProducer(
      KafkaProducer<byte[], byte[]> producer, LaneKey key, String positionsTopic, int partitions) {
    this.producer = producer;
    this.key = key;
    this.positionsTopic = positionsTopic;
    this.partition = key.partition(partitions);
  }

  /**
   * Opens the producer and fences any former one of this lane.
   *
   * @throws KafkaStepException if Kafka does not answer in time
   */
  public static LaneProducer open(KafkaSettings settings, LaneKey key, int positionsPartitions) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings.producer(key.transactionalId()));
    try {
      producer.initTransactions();
      return new LaneProducer(
          producer, key, settings.config().positionsTopic(), positionsPartitions);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw new KafkaStepException("fencing of " + key.transactionalId() + " failed", e);
    }
  }

  /**
   * Publishes a batch and its marker.
   *
   * @param steps told of each step, which tests use to stop at it
   * @return offset of the marker in the positions topic
   * @throws PoisonException if Kafka refused events for what they are; nothing is committed. A
   *     marker that is refused is no fault of theirs
   * @throws KafkaStepException otherwise; the outcome is unknown
   */
  public long publish(Batch batch, List<OutboxRow> events, Runnable begun, Runnable sent) {
    Refusals refusals = new Refusals(positionsTopic);
    try {
      producer.beginTransaction();
      begun.run();
      for (OutboxRow event : events) {
        send(event, refusals);
      }
      Future<RecordMetadata> marker =
          producer.send(
              new ProducerRecord<>(
                  positionsTopic, partition, key.markerKeyBytes(), Marker.of(batch).toBytes()),
              (metadata, failure) -> {
                if (failure != null) {
                  refusals.addMarker(failure);
                }
              });
      sent.run();
      producer.commitTransaction();
      return marker.isDone() ? marker.get().offset() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaStepException("interrupted", e);
    } catch (Exception e) {
      throw failure(e, refusals);
    }
  }

  private void send(OutboxRow event, Refusals refusals) {
    try {
      producer.send(
          records.of(event),
          (metadata, failure) -> {
            if (failure != null) {
              refusals.add(event, failure);
            }
          });
    } catch (IllegalArgumentException | KafkaException e) {
      refusals.add(event, e);
      throw e;
    }
  }

  private KafkaStepException failure(Exception e, Refusals refusals) {
    if (refusals.lieInMarker(e)) {
      return new KafkaStepException("the marker is refused by topic " + positionsTopic, e);
    }
    if (refusals.any() || Refusals.isPoison(e) || Refusals.isPoison(e.getCause())) {
      return new PoisonException("Kafka refused events of the batch", e, refusals.named());
    }
    return new KafkaStepException("Kafka transaction failed: " + e.getMessage(), e);
  }

  /** Gives up at once: whatever is open is ended by the next producer of the lane. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
