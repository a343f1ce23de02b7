package io.eafix.localstack.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.kafka.EmbeddedKafkaServer;
import io.eafix.localstack.postgres.EmbeddedPostgresServer;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.redis.EmbeddedRedisServer;
import io.eafix.localstack.test.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EmbeddedServersTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  @Test
  void postgresIsDurableAndKeepsCommittedRowsThroughAKill() throws SQLException {
    EmbeddedPostgresServer postgres = TestServers.postgres();
    PostgresAccount account = TestServers.database("kept");
    try (Connection connection = connect(postgres, account);
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertEquals("on", single(statement, "SHOW " + setting));
      }
      statement.execute("CREATE TABLE row (value int)");
      statement.execute("INSERT INTO row VALUES (42)");
    }
    postgres.kill();
    assertFalse(postgres.isRunning());
    postgres.start();
    try (Connection connection = connect(postgres, account);
        Statement statement = connection.createStatement()) {
      assertEquals("42", single(statement, "SELECT value FROM row"));
    }
  }

  @Test
  void postgresWantsThePasswordAndKeepsRolesOutOfOtherDatabases() {
    EmbeddedPostgresServer postgres = TestServers.postgres();
    PostgresAccount one = TestServers.database("one");
    TestServers.database("two");
    assertThrows(SQLException.class, () -> postgres.connect("one", "one", "wrong").close());
    assertThrows(SQLException.class, () -> postgres.connect("two", "one", one.password()).close());
  }

  @Test
  void redisIsDurableEvictsNothingAndKeepsItsKeysThroughAKill() {
    EmbeddedRedisServer redis = TestServers.redis();
    assertEquals("OK", redis.command("SET", "key", "value"));
    // everysec: the write is on the disk after at most about a second
    assertTrue(
        Waiting.until(A_WHILE, () -> redis.command("BGREWRITEAOF").startsWith("Background")));
    redis.restart();
    assertEquals("5", redis.command("STRLEN", "key"));
    redis.kill();
    redis.start();
    assertEquals("5", redis.command("STRLEN", "key"));
  }

  @Test
  void kafkaKeepsAcknowledgedRecordsThroughAKillAndCreatesNoTopicByAccident() throws Exception {
    EmbeddedKafkaServer kafka = TestServers.kafka();
    kafka.createTopics(List.of("kept"), 1);
    try (KafkaProducer<String, String> producer = producer(kafka)) {
      producer.send(new ProducerRecord<>("kept", "key", "value")).get();
    }
    kafka.kill();
    kafka.start();
    assertEquals("value", firstValue(kafka, "kept"));
    try (Consumer<String, String> consumer = consumer(kafka)) {
      assertFalse(consumer.listTopics().containsKey("unknown"));
      assertTrue(consumer.listTopics().containsKey("trading.signals.generated"));
    }
  }

  private static String firstValue(EmbeddedKafkaServer kafka, String topic) {
    try (Consumer<String, String> consumer = consumer(kafka)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(A_WHILE).iterator().next().value();
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafkaServer kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static Consumer<String, String> consumer(EmbeddedKafkaServer kafka) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static Connection connect(EmbeddedPostgresServer server, PostgresAccount account)
      throws SQLException {
    return server.connect(account.name(), account.name(), account.password());
  }

  private static String single(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
