package io.eafix.testservers;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends events to a topic with the headers of the outbox relay, in its place. Thread-safe. */
public final class EventSender implements AutoCloseable {
  private final String topic;
  private final String key;
  private final KafkaProducer<String, String> producer;

  /**
   * @param key of every event, so that one partition has them all in their order
   */
  public EventSender(String bootstrapServers, String topic, String key) {
    this.topic = topic;
    this.key = key;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Blocks until Kafka has it, or has refused it. */
  public void send(String id, String type, String body) {
    ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, body);
    message.headers().add("ce_id", bytes(id)).add("ce_type", bytes(type));
    producer.send(message);
    producer.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
