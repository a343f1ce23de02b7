package io.eafix.bench.debezium;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.source.SourceRecord;

/** Runs the engine until the process is ended. */
public final class DebeziumProcess {

  private DebeziumProcess() {}

  /** With a properties file of the engine and Kafka's bootstrap servers. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(reader);
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(arguments[1]);
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine =
            DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(new BatchSender(producer))
                .using(DebeziumProcess::ended)
                .build()) {
      engine.run();
    }
  }

  /** The same settings as the relay's, without transactions. */
  private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "linger.ms",
            "5",
            "batch.size",
            Integer.toString(512 * 1024),
            "buffer.memory",
            Integer.toString(64 * 1024 * 1024),
            "compression.type",
            "lz4"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void ended(boolean success, String message, Throwable error) {
    if (!success) {
      System.err.println("the engine ended: " + message);
      if (error != null) {
        error.printStackTrace();
      }
      Runtime.getRuntime().halt(1);
    }
  }
}
