package io.eafix.relay.kafka;

import io.eafix.relay.config.RelayConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of the Kafka clients. What the promise rests on is fixed here and cannot be configured
 * away: idempotence, transactions, all acknowledgements, read committed.
 *
 * @param common connection and security settings, as the operator gave them
 */
public record KafkaSettings(Map<String, Object> common, RelayConfig.Kafka config) {

  /**
   * Bytes of a producer batch, below the broker's default limit of 1 MiB. Brokers may sync each to
   * the disk, so that fewer are faster.
   */
  private static final int PRODUCER_BATCH_BYTES = 512 * 1024;

  private static final int PRODUCER_BUFFER_BYTES = 64 * 1024 * 1024;

  /** Makes the settings. */
  public KafkaSettings {
    NativeCompression.load();
    Map<String, Object> all = new HashMap<>(common);
    // Clients live as long as a lane is owned; naming their metrics to JMX each time costs more
    // than opening them.
    all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    common = Map.copyOf(all);
  }

  /** For the producer of one lane. */
  public Map<String, Object> producer(String transactionalId) {
    Map<String, Object> settings = new HashMap<>(common);
    int requestMs = requestMs();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(config.transactionTimeout().toMillis()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, requestMs);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMs());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, requestMs);
    // Every transaction is flushed by its commit; until then, larger batches cost less.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    // A transaction right after another waits for the broker to finish that one.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  /** For a consumer without a group, read committed. */
  public Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(common);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, requestMs());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMs());
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /** For the admin client. */
  public Map<String, Object> admin() {
    Map<String, Object> settings = new HashMap<>(common);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, requestMs());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, answerMs());
    return settings;
  }

  /** Longest wait for Kafka in a step. */
  private int requestMs() {
    return Math.toIntExact(config.requestTimeout().toMillis());
  }

  /** Longest wait for one answer, which leaves time to ask over another connection. */
  private int answerMs() {
    return Math.max(1000, requestMs() / 2);
  }
}
