package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.QuickRetries;
import io.eafix.relay.support.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What services commit reaches Kafka once, as it was written, in order. */
@QuarkusTest
@TestProfile(QuickRetries.class)
class PublishingTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** As the README lists them. */
  private static final List<String> METRICS =
      List.of(
          "pending",
          "oldest_age_seconds",
          "published_total",
          "batches_total",
          "batch_events_count",
          "event_age_seconds_count",
          "transaction_seconds_count",
          "retries_total",
          "takeovers_total",
          "reconciled_total",
          "lanes_owned",
          "lanes_halted",
          "set_aside_total",
          "held",
          "dead_total",
          "dead_open",
          "source_running");

  private static OutboxDatabase signals;
  private static OutboxDatabase risk;

  @BeforeAll
  static void tables() {
    signals = OutboxDatabase.of("signals");
    risk = OutboxDatabase.of("risk");
  }

  @Test
  void anEventIsPublishedWithItsHeadersAndBytes() throws Exception {
    String topic = "publishing.headers";
    byte[] payload = {0, 1, 2, (byte) 0xff, '{'};
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    UUID id =
        signals.write(
            Event.of(topic, "a-1", "").with(trace, "{\"colour\":\"blau ä\"}").payload(payload));
    try (TopicReader reader = new TopicReader(topic)) {
      ConsumerRecord<byte[], byte[]> record = reader.until(SOON, r -> r.size() == 1).get(0);
      assertArrayEquals(payload, record.value());
      assertArrayEquals("a-1".getBytes(), record.key());
      assertEquals("1.0", header(record, "ce_specversion"));
      assertEquals(id.toString(), header(record, "ce_id"));
      assertEquals("io.eafix.test.v1", header(record, "ce_type"));
      assertEquals("urn:eafix:test", header(record, "ce_source"));
      assertEquals("a-1", header(record, "ce_subject"));
      assertTrue(Instant.parse(header(record, "ce_time")).isBefore(Instant.now().plusSeconds(60)));
      assertEquals("application/json", header(record, "content-type"));
      assertEquals(id.toString(), header(record, "idempotency-key"));
      assertEquals("thing", header(record, "aggregate-type"));
      assertEquals("a-1", header(record, "aggregate-id"));
      assertEquals("1", header(record, "aggregate-version"));
      assertEquals(trace, header(record, "traceparent"));
      assertEquals("blau ä", header(record, "colour"));
    }
  }

  @Test
  void aTombstoneHasNoValue() {
    signals.write(Event.of("publishing.tombstones", "gone", null));
    try (TopicReader reader = new TopicReader("publishing.tombstones")) {
      assertNull(reader.until(SOON, r -> r.size() == 1).get(0).value());
    }
  }

  @Test
  void whatIsRolledBackNeverAppearsAndTheRestIsInOrder() throws Exception {
    String topic = "publishing.order";
    for (int i = 0; i < 300; i++) {
      try (Connection connection = risk.connect()) {
        connection.setAutoCommit(false);
        OutboxDatabase.write(connection, Event.of(topic, "k" + i % 7, "{\"n\":" + i + "}"));
        OutboxDatabase.write(connection, Event.of(topic, "k" + i % 5, "{\"m\":" + i + "}"));
        if (i % 3 == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
    try (TopicReader reader = new TopicReader(topic)) {
      var records = reader.until(SOON, r -> r.size() >= 400);
      TopicReader.requireExactlyOnceInOrder(records);
      assertEquals(400, reader.all().size());
      assertEquals(
          "400",
          risk.value("select sum(version) from outbox_sequence where topic = '" + topic + "'"));
    }
  }

  @Test
  void statsTellWhatIsPublishedAndPending() {
    signals.write(Event.of("publishing.stats", "s", "{}"));
    try (TopicReader reader = new TopicReader("publishing.stats")) {
      reader.until(SOON, r -> r.size() == 1);
    }
    RestAssured.get("/stats")
        .then()
        .statusCode(200)
        .body("sources.name", Matchers.contains("execution", "risk", "sagas", "signals"))
        .body("sources.find { it.name == 'signals' }.status", Matchers.equalTo("RUNNING"))
        .body("sources.find { it.name == 'signals' }.published", Matchers.greaterThan(0))
        .body("sources.find { it.name == 'signals' }.dead", Matchers.equalTo(0))
        .body("sources.find { it.name == 'signals' }.lanes.size()", Matchers.equalTo(4))
        // These two services have not started: their tables are missing.
        .body("sources.find { it.name == 'sagas' }.status", Matchers.equalTo("WAITING"));
    RestAssured.get("/q/health/ready").then().statusCode(200);
    String metrics = RestAssured.get("/q/metrics").asString();
    for (String name : METRICS) {
      assertTrue(metrics.contains("eafix_relay_" + name + "{source=\"signals\""), name);
    }
    RestAssured.get("/q/openapi").then().statusCode(200);
  }

  @Test
  void badRequestsAreProblems() {
    RestAssured.given()
        .contentType("application/json")
        .body("{\"operator\":\"\"}")
        .post("/sources/signals/pause")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    for (String field : List.of("operator", "reason")) {
      Map<String, String> decision = new HashMap<>(Map.of("operator", "olga", "reason", "test"));
      decision.put(field, "a\0b");
      RestAssured.given()
          .contentType("application/json")
          .body(decision)
          .post("/sources/signals/pause")
          .then()
          .statusCode(400)
          .body("violations.field", Matchers.hasItem(Matchers.containsString(field)));
    }
    RestAssured.get("/sources/nowhere")
        .then()
        .statusCode(404)
        .body("detail", Matchers.containsString("nowhere"));
    RestAssured.get("/sources/signals/dead-events/987654321").then().statusCode(404);
    RestAssured.get("/sources/signals/dead-events?limit=0").then().statusCode(400);
    RestAssured.get("/sources/signals/dead-events?state=DISCARDED&after=99999999")
        .then()
        .statusCode(200)
        .body("", Matchers.hasSize(0));
  }

  @Test
  void operatorsInspectDeadEventsAndDecideOnceAudited() {
    String topic = "publishing.dead";
    UUID id = risk.write(Event.of(topic, "sick", "").payload(new byte[2_000_000]));
    UUID other = risk.write(Event.of(topic, "sick-too", "").payload(new byte[2_000_000]));
    String path = "/sources/risk/dead-events";
    assertTrue(
        Waiting.until(SOON, () -> RestAssured.get(path).jsonPath().getList("").size() == 2),
        () -> RestAssured.get(path).asString());
    String found = "find { it.eventId == '%s' }.id";
    long dead = RestAssured.get(path).jsonPath().getLong(found.formatted(id));
    long deadToo = RestAssured.get(path).jsonPath().getLong(found.formatted(other));
    RestAssured.get(path + "/" + dead)
        .then()
        .statusCode(200)
        .body("attempts", Matchers.equalTo(3))
        .body("cause", Matchers.containsString("RecordTooLarge"))
        .body("headers.ce_id", Matchers.equalTo(id.toString()))
        .body("payloadBase64.length()", Matchers.greaterThan(2_000_000));
    decide(path + "/" + dead + "/discard", 200).body("state", Matchers.equalTo("DISCARDED"));
    decide(path + "/" + dead + "/discard", 409)
        .contentType("application/problem+json")
        .body("detail", Matchers.containsString("decided already"));
    decide(path + "/" + dead + "/requeue", 409);
    decide(path + "/" + deadToo + "/requeue", 200).body("state", Matchers.equalTo("REQUEUED"));
    RestAssured.get("/sources/risk/audit")
        .then()
        .body("subject", Matchers.hasItems("event " + dead, "event " + deadToo))
        .body("action", Matchers.hasItems("DISCARDED", "REQUEUED"));
  }

  private static ValidatableResponse decide(String path, int status) {
    return RestAssured.given()
        .contentType("application/json")
        .body("{\"operator\":\"ada\",\"reason\":\"looked at it\"}")
        .post(path)
        .then()
        .statusCode(status);
  }

  @Test
  void operatorsSwitchASourceAndAreAudited() {
    String decision = "{\"operator\":\"ada\",\"reason\":\"maintenance\"}";
    RestAssured.given()
        .contentType("application/json")
        .body(decision)
        .post("/sources/risk/pause")
        .then()
        .statusCode(200)
        .body("paused", Matchers.equalTo(true));
    RestAssured.given()
        .contentType("application/json")
        .body(decision)
        .post("/sources/risk/resume")
        .then()
        .statusCode(200)
        .body("paused", Matchers.equalTo(false));
    RestAssured.get("/sources/risk/audit")
        .then()
        .statusCode(200)
        .body("action", Matchers.hasItems("RESUMED", "PAUSED"))
        .body("operator", Matchers.hasItem("ada"));
  }
}
