package io.eafix.idempotency.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message takes effect once; a poison message goes to the dead letters and stops nobody. */
@QuarkusTest
class InboxTest {

  private static final String TOPIC = "trading.orders.executed";

  @Inject DataSource dataSource;

  @Test
  void aMessageThatComesThreeTimesIsAppliedOnce() {
    String id = Notes.unique();
    String last = Notes.unique();
    send(id, id);
    send(id, id);
    send(id, id);
    send(last, last);
    awaitCount(last, 1);
    assertEquals(1, Notes.count(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison-", "poison-packed-", "poison-client-"})
  void aPoisonMessageGoesToTheDeadLettersWithItsCauseAndLeavesNothing(String kind) {
    String poison = kind + Notes.unique();
    String after = Notes.unique();
    send(poison, poison);
    send(after, after);
    awaitCount(after, 1);
    ConsumerRecord<String, String> dead = deadLetter(poison);
    assertEquals(
        poison, new String(dead.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
    assertNotNull(dead.headers().lastHeader("dead-letter-reason"));
    assertEquals(0, Notes.count(poison));
  }

  @Test
  void conflictsOfTransactionsAreTriedAgainSoonAndUncounted() throws SQLException {
    String text = Notes.unique();
    execute(
        "create sequence conflicts",
        """
        create function conflict() returns trigger language plpgsql as $$
        begin
          if nextval('conflicts') <= 4 then
            raise exception using errcode = 'deadlock_detected', message = 'as if';
          end if;
          return new;
        end
        $$
        """,
        """
        create trigger conflict before insert on note
          for each row when (new.text = '%s') execute function conflict()
        """
            .formatted(text));
    try {
      send(text, text);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertEquals(1, Notes.count(text)));
    } finally {
      execute("drop function conflict cascade", "drop sequence conflicts");
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void awaitCount(String text, long expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertEquals(expected, Notes.count(text)));
  }

  private static void send(String id, String text) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, 0, "key", text);
      message.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
      producer.send(message);
    }
  }

  private static ConsumerRecord<String, String> deadLetter(String text) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", TestServers.kafka().bootstrapServers(),
                "group.id", Notes.unique(),
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("trading.dead-letters"));
      AtomicReference<ConsumerRecord<String, String>> found = new AtomicReference<>();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        message -> {
                          if (text.equals(message.value())) {
                            found.set(message);
                          }
                        });
                return found.get() != null;
              });
      return found.get();
    }
  }
}
