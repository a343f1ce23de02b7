package io.eafix.testservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.redis.RedisServer;
import io.eafix.localstack.server.LocalServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServersTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final String PASSWORD = UUID.randomUUID().toString();

  @TempDir Path directory;
  private LocalServer server;

  /** The containers only where there is a Docker engine. */
  static List<Engine> engines() {
    return Engine.dockerAnswers()
        ? List.of(Engine.EMBEDDED, Engine.CONTAINERS)
        : List.of(Engine.EMBEDDED);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void postgresIsDurableAndKeepsCommittedRowsThroughAKill(Engine engine) throws SQLException {
    PostgresServer postgres = started(engine.postgres(directory, Ports.free(), PASSWORD));
    PostgresAccount account = new PostgresAccount("kept", PASSWORD);
    postgres.createDatabase(account);
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

  @ParameterizedTest
  @MethodSource("engines")
  void postgresWantsThePasswordAndKeepsRolesOutOfOtherDatabases(Engine engine) {
    PostgresServer postgres = started(engine.postgres(directory, Ports.free(), PASSWORD));
    PostgresAccount one = new PostgresAccount("one", "its own");
    postgres.createDatabase(one);
    postgres.createDatabase(new PostgresAccount("two", PASSWORD));
    assertThrows(SQLException.class, () -> postgres.connect("one", "one", "wrong").close());
    assertThrows(SQLException.class, () -> postgres.connect("two", "one", one.password()).close());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void redisIsDurableEvictsNothingAndKeepsItsKeysThroughAKill(Engine engine) {
    RedisServer redis = started(engine.redis(directory, Ports.free()));
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

  @ParameterizedTest
  @MethodSource("engines")
  void kafkaKeepsAcknowledgedRecordsThroughAKillAndCreatesNoTopicByAccident(Engine engine)
      throws Exception {
    KafkaServer kafka = started(engine.kafka(directory, Ports.free()));
    kafka.createTopics(List.of("kept"), 1);
    try (KafkaProducer<String, String> producer = producer(kafka)) {
      producer.send(new ProducerRecord<>("kept", "key", "value")).get();
    }
    kafka.kill();
    kafka.start();
    assertEquals("value", firstValue(kafka, "kept"));
    try (Consumer<String, String> consumer = consumer(kafka)) {
      assertFalse(consumer.listTopics().containsKey("unknown"));
      assertTrue(consumer.listTopics().containsKey("kept"));
    }
  }

  private <S extends LocalServer> S started(S created) {
    server = created;
    created.start();
    return created;
  }

  private static String firstValue(KafkaServer kafka, String topic) {
    try (Consumer<String, String> consumer = consumer(kafka)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(A_WHILE).iterator().next().value();
    }
  }

  private static KafkaProducer<String, String> producer(KafkaServer kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static Consumer<String, String> consumer(KafkaServer kafka) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static Connection connect(PostgresServer server, PostgresAccount account)
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
