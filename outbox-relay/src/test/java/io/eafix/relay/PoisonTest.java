package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.operator.AuditEntry;
import io.eafix.relay.operator.DeadEvent;
import io.eafix.relay.operator.DeadEvents;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that Kafka refuses is found, set aside, tried again, buried; others flow meanwhile. */
class PoisonTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "checked by hand");
  private static OutboxDatabase database;
  private static TestRelay relay;
  private final DeadEvents dead = new DeadEvents();

  @BeforeAll
  static void start() {
    database = OutboxDatabase.of("poison");
    relay = TestRelay.of(database);
  }

  @AfterAll
  static void stop() {
    relay.close();
  }

  @Test
  void itGoesToTheDeadLettersWhileOthersFlowAndItsAggregateWaits() {
    String topic = "poison.large";
    byte[] tooLarge = new byte[2_000_000];
    UUID poison = UUID.randomUUID();
    for (int i = 0; i < 60; i++) {
      database.write(Event.of(topic, "k" + i % 6, "{}"));
      if (i == 30) {
        poison = database.write(Event.of(topic, "sick", "").payload(tooLarge));
        database.write(Event.of(topic, "sick", "follower"));
      }
    }
    try (TopicReader reader = new TopicReader(topic);
        TopicReader letters = new TopicReader("trading.dead-letters")) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 60));
      String id = poison.toString();
      ConsumerRecord<byte[], byte[]> letter =
          letters
              .until(SOON, r -> r.stream().anyMatch(l -> id.equals(header(l, "dead-letter-event"))))
              .stream()
              .filter(l -> id.equals(header(l, "dead-letter-event")))
              .findFirst()
              .orElseThrow();
      assertEquals("3", header(letter, "dead-letter-attempts"));
      assertEquals(topic, header(letter, "dead-letter-topic"));
      assertEquals("2000000", header(letter, "dead-letter-payload-bytes"));
      assertEquals(id, header(letter, "original-ce_id"));
      assertTrue(header(letter, "dead-letter-cause").contains("RecordTooLarge"));
      assertEquals(60, reader.all().size(), "its aggregate waits");

      DeadEvent event = dead.get(relay.source(), only(topic).id());
      assertEquals(id, event.headers().get("ce_id"));
      assertEquals(1, event.waiting());
      assertEquals("DISCARDED", dead.discard(relay.source(), event.id(), DECISION).state());
      assertThrows(HttpProblem.class, () -> dead.discard(relay.source(), event.id(), DECISION));
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() == 61);
      assertEquals("2", header(all.get(60), "aggregate-version"));
    }
    AuditEntry entry = new SourceControl().audit(relay.source(), 1).get(0);
    assertEquals("ada", entry.operator());
    assertEquals("DISCARDED", entry.action());
    assertEquals("checked by hand", entry.reason());
  }

  @Test
  void severalInOneBatchAreAllFound() {
    String topic = "poison.several";
    // One shard, so that one batch has them all. Kafka names the first that it refuses, so the
    // second is found by a batch that has set the first aside, and is refused all the same.
    String[] sick =
        database
            .value(
                "select string_agg(name, ',') from (select 'sick-' || n as name"
                    + " from generate_series(1, 5000) n"
                    + " where outbox_shard('sick-' || n) = outbox_shard('well') limit 3) s")
            .split(",");
    SourceControl control = new SourceControl();
    control.pause(relay.source(), DECISION);
    for (int i = 0; i < 30; i++) {
      database.write(Event.of(topic, "well", "{}"));
      if (i % 10 == 5) {
        database.write(Event.of(topic, sick[i / 10], "").payload(new byte[2_000_000]));
      }
    }
    control.resume(relay.source(), DECISION);
    String dead =
        "select count(*) || ' ' || min(attempts) || ' ' || max(attempts) from outbox_dead"
            + " where topic = '"
            + topic
            + "'";
    try (TopicReader reader = new TopicReader(topic)) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 30));
      assertTrue(
          Waiting.until(SOON, () -> "3 3 3".equals(database.value(dead))),
          () -> database.value(dead) + " " + relay.stats());
      database.write(Event.of(topic, "well", "{}"));
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 31));
      assertEquals(31, reader.all().size());
    }
    assertEquals(
        "0", database.value("select count(*) from outbox_held where topic = '" + topic + "'"));
  }

  @Test
  void aRequeuedEventComesBeforeItsFollowers() {
    String name = "poison bad name";
    database.write(Event.of(name, "held", "1"));
    database.write(Event.of(name, "held", "2"));
    assertTrue(
        Waiting.until(
            SOON,
            () ->
                database
                    .value("select count(*) from outbox_dead where topic = '" + name + "'")
                    .equals("1")));
    // What was wrong is put right: the name, by the only one who may, the owner of the tables.
    for (String table : List.of("outbox_dead", "outbox_held")) {
      database.run("update " + table + " set topic = 'poison.good' where topic = '" + name + "'");
    }
    assertEquals(
        "REQUEUED", dead.requeue(relay.source(), only("poison.good").id(), DECISION).state());
    try (TopicReader reader = new TopicReader("poison.good")) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 2));
    }
  }

  @Test
  void aRequeuedEventThatFailsAgainDiesAgainWithALetterOfItsOwn() {
    String topic = "poison.twice";
    UUID id = database.write(Event.of(topic, "well", "").payload(new byte[2_000_000]));
    database.write(Event.of(topic, "well", "next"));
    String state = "select state || attempts from outbox_dead where topic = '" + topic + "'";
    try (TopicReader letters = new TopicReader("trading.dead-letters");
        TopicReader reader = new TopicReader(topic)) {
      for (int deaths = 1; deaths <= 2; deaths++) {
        int expected = deaths;
        letters.until(SOON, r -> lettersOf(r, id).size() == expected);
        assertEquals("DEAD3", database.value(state));
        DeadEvent event = only(topic);
        if (deaths == 1) {
          dead.requeue(relay.source(), event.id(), DECISION);
        } else {
          dead.discard(relay.source(), event.id(), DECISION);
        }
      }
      assertEquals(
          2, lettersOf(letters.all(), id).stream().map(l -> header(l, "ce_id")).distinct().count());
      assertEquals("2", header(reader.until(SOON, r -> r.size() == 1).get(0), "aggregate-version"));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> lettersOf(
      List<ConsumerRecord<byte[], byte[]>> letters, UUID event) {
    return letters.stream()
        .filter(letter -> event.toString().equals(header(letter, "dead-letter-event")))
        .toList();
  }

  @Test
  void whenFollowersWentOnWithoutItItCannotBeRequeued() {
    OutboxDatabase skipping = OutboxDatabase.of("poison_skip");
    try (TestRelay other =
            TestRelay.of(skipping, Map.of("eafix.relay.dead-letters.followers", "SKIP"));
        TopicReader reader = new TopicReader("poison.skip")) {
      skipping.write(Event.of("poison.skip", "a", "").payload(new byte[2_000_000]));
      skipping.write(Event.of("poison.skip", "a", "next"));
      ConsumerRecord<byte[], byte[]> next = reader.until(SOON, r -> r.size() == 1).get(0);
      assertEquals("2", header(next, "aggregate-version"));
      long id = dead.list(other.source(), "DEAD", 0, 10).get(0).id();
      HttpProblem refusal =
          assertThrows(HttpProblem.class, () -> dead.requeue(other.source(), id, DECISION));
      assertEquals(409, refusal.getStatusCode());
    }
  }

  private DeadEvent only(String topic) {
    return dead.list(relay.source(), "DEAD", 0, 100).stream()
        .filter(event -> event.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }
}
