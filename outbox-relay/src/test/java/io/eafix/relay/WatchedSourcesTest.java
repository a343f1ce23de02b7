package io.eafix.relay;

import static io.eafix.relay.support.TopicReader.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources come and go with a file, while the relay runs. */
@QuarkusTest
@TestProfile(WatchedSourcesTest.Watching.class)
class WatchedSourcesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path FILE = Path.of("target", "watched-sources.properties");

  @BeforeEach
  @AfterEach
  void none() throws IOException {
    list("");
    soon(() -> !stats().contains("watched"));
  }

  @Test
  void aSourceIsAddedAndRemovedAndAddedWithoutARestart() throws IOException {
    OutboxDatabase added = OutboxDatabase.of("watched_added");
    String topic = "watched.added";
    added.write(Event.of(topic, "a", "1"));
    list(entry("watched-a", "watched_added"));
    try (TopicReader reader = new TopicReader(topic)) {
      reader.until(SOON, records -> records.size() == 1);
      soon(() -> metrics().contains("eafix_relay_pending{source=\"watched-a\"} 0.0"));

      list("");
      soon(() -> !stats().contains("watched-a"));
      soon(() -> !metrics().contains("watched-a"));
      assertEquals("0", added.value("select count(*) from outbox_lane where owner is not null"));
      added.write(Event.of(topic, "a", "2"));
      OutboxDatabase signals = OutboxDatabase.of("signals");
      signals.write(Event.of("watched.others", "b", "1"));
      try (TopicReader others = new TopicReader("watched.others")) {
        others.until(SOON, records -> !records.isEmpty());
      }
      assertEquals(1, reader.all().size(), "published for a source that is gone");

      list(entry("watched-a", "watched_added"));
      var all = reader.until(SOON, records -> records.size() == 2);
      TopicReader.requireExactlyOnceInOrder(all);
      assertEquals("2", header(all.get(1), "aggregate-version"));
      soon(() -> metrics().contains("eafix_relay_published_total{source=\"watched-a\"} 1.0"));
    }
  }

  @Test
  void aSourceWhoseEntryChangesIsReadAnew() throws IOException {
    OutboxDatabase right = OutboxDatabase.of("watched_right");
    right.write(Event.of("watched.right", "a", "1"));
    list(entry("watched-b", "watched_wrong"));
    soon(() -> stats().contains("watched_wrong"));
    list(entry("watched-b", "watched_right"));
    try (TopicReader reader = new TopicReader("watched.right")) {
      reader.until(SOON, records -> records.size() == 1);
    }
  }

  @Test
  void aWrongFileChangesNothingAndIsTold() throws IOException {
    OutboxDatabase database = OutboxDatabase.of("watched_kept");
    list(entry("watched-c", "watched_kept"));
    soon(() -> stats().contains("watched-c"));
    list(entry("watched-c", "watched_kept") + "eafix.relay.sources.watched-d.host=localhost\n");
    soon(() -> stats().contains("eafix.relay.sources.watched-d.database"));
    list("eafix.relay.batches.events-max=1");
    soon(() -> stats().contains("eafix.relay.batches.events-max"));
    list(entry("\"watched.d\"", "watched_kept"));
    soon(() -> stats().contains("1 to 63 letters, digits, - and _ are allowed"));
    list(
        entry("watched-c", "watched_kept").replaceAll("port=.*", "port=99999")
            + entry("watched-d", "watched_kept"));
    soon(() -> stats().contains("port of source watched-c"));
    Files.delete(FILE);
    soon(() -> stats().contains("NoSuchFile"));
    database.write(Event.of("watched.kept", "a", "1"));
    try (TopicReader reader = new TopicReader("watched.kept")) {
      reader.until(SOON, records -> records.size() == 1);
    }
  }

  @Test
  void whatWaitsForAnOperatorIsToldByAReplicaThatStaysReady() throws IOException {
    OutboxDatabase halted = OutboxDatabase.of("watched_halted");
    halted.run("update outbox_lane set halted = 'for a test' where lane = 2");
    OutboxDatabase.of("watched_refused")
        .run("update outbox_control set system_identifier = 'other', kafka_cluster = 'other'");
    list(entry("watched-e", "watched_halted") + entry("watched-f", "watched_refused"));
    soon(() -> health().asString().contains("HALTED: for a test"));
    soon(() -> health().asString().contains("REFUSED: "));
    // Behind a Service no operator would reach it otherwise.
    health().then().statusCode(200);
  }

  @Test
  void aSourceWhoseDatabaseIsAwayIsAnsweredWithWhatToDo() throws IOException {
    list(entry("watched-g", "watched_missing"));
    soon(() -> stats().contains("watched-g"));
    for (String path : List.of("dead-events", "dead-events/1", "audit")) {
      away(RestAssured.get("/sources/watched-g/" + path));
    }
    for (String path : List.of("dead-events/1/requeue", "dead-events/1/discard", "pause")) {
      away(
          RestAssured.given()
              .contentType("application/json")
              .body("{\"operator\":\"ada\",\"reason\":\"for a test\"}")
              .post("/sources/watched-g/" + path));
    }
  }

  private static void away(Response answer) {
    answer
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "5")
        .body("detail", Matchers.containsString("/sources/watched-g/audit"));
  }

  private static Response health() {
    return RestAssured.get("/q/health/ready");
  }

  private static String entry(String name, String database) {
    return """
    eafix.relay.sources.%1$s.host=localhost
    eafix.relay.sources.%1$s.port=%2$d
    eafix.relay.sources.%1$s.database=%3$s
    eafix.relay.sources.%1$s.password=%4$s
    """
        .formatted(name, TestServers.postgres().port(), database, TestServers.relay().password());
  }

  /** As an operator should: at once, so that no half of a file is ever read. */
  private static void list(String text) throws IOException {
    Path next = FILE.resolveSibling("watched-sources.next");
    Files.writeString(next, text);
    Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void soon(BooleanSupplier condition) {
    assertTrue(Waiting.until(SOON, condition), () -> stats());
  }

  private static String stats() {
    return RestAssured.get("/stats").asString();
  }

  private static String metrics() {
    return RestAssured.get("/q/metrics").asString();
  }

  /** A relay that looks often. */
  public static final class Watching implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "eafix.relay.watched-sources.file", FILE.toString(),
          "eafix.relay.watched-sources.interval", "100ms",
          "eafix.relay.statistics.interval", "200ms",
          "eafix.relay.database.retry-pause-max", "500ms",
          "eafix.relay.leases.beat-interval", "200ms");
    }
  }
}
