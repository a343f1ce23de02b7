package io.eafix.risk.support;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends what the execution engine would have its relay send. */
public final class ExecutionEvents implements AutoCloseable {

  private static final String TOPIC = "trading.orders.executed";

  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
          new StringSerializer(),
          new StringSerializer());

  /** A fill event with an id of its own. */
  public void filled(UUID signal, Map<String, Object> fill) {
    JsonObject body =
        JsonObject.of("orderId", UUID.randomUUID().toString(), "clOrdId", "c", "fill", fill);
    if (signal != null) {
      body.put("signalId", signal.toString());
    }
    send(UUID.randomUUID().toString(), "io.eafix.order.filled.v1", body.encode());
  }

  public void send(String id, String type, String body) {
    ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, "order", body);
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
