package io.eafix.bench.relay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads rows after the last one it sent, sends them, waits for Kafka, and so on. It remembers its
 * position in memory, writes nothing to Postgres, and promises nothing: after a crash it would not
 * know what it sent, and it skips rows that commit late.
 */
final class PollAndSendProcess {

  static final String ID = "id";

  /** Environment variable with the password. */
  static final String PASSWORD = "BENCH_PASSWORD";

  private static final int ROWS_MAX = 4_000;
  private static final long IDLE_MS = 5;

  private PollAndSendProcess() {}

  /** With URL and user of the database, bootstrap servers and topic. */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(arguments[0], arguments[1], System.getenv(PASSWORD));
        PreparedStatement rows =
            connection.prepareStatement(
                "select position, id, aggregate_id, type, payload from outbox"
                    + " where position > ? order by position limit "
                    + ROWS_MAX);
        KafkaProducer<byte[], byte[]> producer = producer(arguments[2])) {
      for (long position = -1; true; ) {
        long last = batch(rows, position, producer, arguments[3]);
        if (last == position) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(IDLE_MS));
        }
        position = last;
      }
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

  private static long batch(
      PreparedStatement rows, long position, KafkaProducer<byte[], byte[]> producer, String topic)
      throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    long last = position;
    rows.setLong(1, position);
    try (ResultSet row = rows.executeQuery()) {
      while (row.next()) {
        last = row.getLong(1);
        sent.add(producer.send(record(row, topic)));
      }
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    return last;
  }

  private static ProducerRecord<byte[], byte[]> record(ResultSet row, String topic)
      throws SQLException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, bytes(row.getString(3)), row.getBytes(5));
    record.headers().add(ID, bytes(row.getString(2))).add("type", bytes(row.getString(4)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
