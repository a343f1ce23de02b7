package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.test.Server;
import io.eafix.localstack.test.WithServers;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.QuickRetries;
import io.eafix.relay.support.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that Kafka refuses is found, set aside, tried again, buried; others flow meanwhile. */
@QuarkusTest
@TestProfile(QuickRetries.class)
@WithServers(
    database = "signals,risk,execution,sagas",
    value = {Server.POSTGRES, Server.KAFKA})
class PoisonTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DECISION = "{\"operator\":\"ada\",\"reason\":\"checked by hand\"}";
  private static OutboxDatabase database;

  @BeforeAll
  static void tables() {
    database = OutboxDatabase.of("execution");
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

      int dead = only("poison.large").extract().path("find { it.topic == 'poison.large' }.id");
      event(dead).body("headers.ce_id", equalTo(id)).body("payloadBase64", notNullValue());
      decide(dead, "discard").statusCode(200).body("state", equalTo("DISCARDED"));
      decide(dead, "discard").statusCode(409);
      List<ConsumerRecord<byte[], byte[]>> all = reader.until(SOON, r -> r.size() == 61);
      assertEquals("2", header(all.get(60), "aggregate-version"));
    }
    RestAssured.get("/sources/execution/audit")
        .then()
        .statusCode(200)
        .body("operator", hasItem("ada"))
        .body("action", hasItem("DISCARDED"));
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
    int dead = only("poison.good").extract().path("find { it.topic == 'poison.good' }.id");
    decide(dead, "requeue").statusCode(200).body("state", equalTo("REQUEUED"));
    try (TopicReader reader = new TopicReader("poison.good")) {
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == 2));
    }
  }

  @Test
  void badRequestsAreProblems() {
    RestAssured.given()
        .contentType("application/json")
        .body("{\"operator\":\"\"}")
        .post("/sources/execution/pause")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    RestAssured.get("/sources/nowhere")
        .then()
        .statusCode(404)
        .body("detail", containsString("nowhere"));
    RestAssured.get("/sources/execution/dead-events/987654321").then().statusCode(404);
    RestAssured.get("/sources/execution/dead-events?limit=0").then().statusCode(400);
    RestAssured.get("/sources/execution/dead-events?state=DISCARDED&after=99999999")
        .then()
        .statusCode(200)
        .body("", hasSize(0));
  }

  private static ValidatableResponse only(String topic) {
    return RestAssured.get("/sources/execution/dead-events")
        .then()
        .statusCode(200)
        .body("topic", hasItem(topic));
  }

  private static ValidatableResponse event(int id) {
    return RestAssured.get("/sources/execution/dead-events/" + id).then().statusCode(200);
  }

  private static ValidatableResponse decide(int id, String what) {
    return RestAssured.given()
        .contentType("application/json")
        .body(DECISION)
        .post("/sources/execution/dead-events/" + id + "/" + what)
        .then();
  }
}
