package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica that drives one saga at a time and gives up at once what has to wait. */
@QuarkusTest
@TestProfile(SmallReplicaTest.Small.class)
class SmallReplicaTest {

  /** What the profile sets. */
  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "eafix.saga.active-max",
          "1",
          "eafix.saga.release-after-ms",
          "200",
          "eafix.saga.count-interval-ms",
          "100",
          "eafix.saga.retention.ended-days",
          "2",
          "eafix.saga.retention.interval-ms",
          "100",
          "eafix.saga.retention.batch-size-max",
          "1");
    }
  }

  @BeforeEach
  void reset() {
    StubParticipants.reset();
  }

  @Test
  void waitsThatReleaseASagaAreWithinTheBudgetOfItsCall() {
    Sagas.define(
        "slowly-refused",
        Shapes.definition("slowly-refused", Shapes.step("a", "alpha")).replace("PT0.6S", "PT3S"));
    StubParticipants.on("/alpha/do-a", call -> Reply.status(503).with("Retry-After", "1"));
    String saga = Sagas.start("slowly-refused", Map.of());
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertTrue(ended.getString("reason").contains("step a had no definite answer"));
    assertTrue(attempts(saga) > 1, "released and called again");
  }

  @Test
  void aCancelledPivotIsNotSentAnewByWhoeverAdoptsTheSaga() {
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/beta/do-p",
        call -> {
          tries.incrementAndGet();
          return Reply.status(503).with("Retry-After", "600");
        });
    Sagas.define(
        "adopted",
        Shapes.definition("adopted", Shapes.step("a", "alpha"), Shapes.pivot("p", "beta"))
            .replace("PT0.6S", "PT900S"));
    String saga = Sagas.start("adopted", Map.of());
    Sagas.await(
        saga,
        s -> s.getInt("steps[1].attempts") == 1 && s.getString("ownerEpoch") == null,
        "released before the pivot's second attempt");
    // As a replica leaves it that has taken a cancel while the call was out, and then died.
    Database.execute(
        "update saga set due_at = now(), progress = jsonb_set(progress || '{\"cancelAsked\": true,"
            + " \"reason\": \"cancelled: test\"}', '{steps,p,due}', '\"2026-01-05T09:00:00Z\"')"
            + " where saga_id = '"
            + saga
            + "'");
    Sagas.await(saga, "COMPENSATED");
    assertEquals(1, tries.get());
    assertEquals(List.of("do a", "bar p", "undo a"), StubParticipants.ledger().of(saga));
  }

  @Test
  void aQueuedSagaThatIsCancelledCallsNobody() {
    Sagas.define(
        "at-once",
        Shapes.definition("at-once", Shapes.pivot("p", "beta"), Shapes.retriable("r", "gamma")));
    Shapes.patientSteps("in-the-way");
    StubParticipants.hold("/alpha/do-a");
    String first = Sagas.start("in-the-way", Map.of());
    Sagas.await(first, s -> !StubParticipants.calls(first).isEmpty(), "first call");
    String queued = Sagas.start("at-once", Map.of());
    assertEquals("PENDING", Sagas.get(queued).getString("state"));
    Sagas.command(queued, "cancel", Map.of("reason", "not wanted")).statusCode(200);
    assertEquals("COMPENSATED", Sagas.get(queued).getString("state"));
    StubParticipants.release("/alpha/do-a");
    Sagas.await(first, "COMPLETED");
    assertEquals(0, StubParticipants.calls(queued).size());
  }

  @Test
  void sagasThatHaveNotEndedAreCounted() throws Exception {
    Shapes.patientSteps("counted-open");
    StubParticipants.hold("/alpha/do-a");
    String saga = Sagas.start("counted-open", Map.of());
    assertTrue(awaitGauge("RUNNING") > 0);
    Sagas.command(saga, "pause", Map.of("reason", "to be counted")).statusCode(200);
    assertTrue(awaitGauge("PAUSED") > 0);
    awaitGauge("RUNNING");
    try (Connection lock = Database.connect();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table saga in access exclusive mode");
      await().until(() -> gauge("PAUSED").isNaN());
      lock.rollback();
    }
    StubParticipants.release("/alpha/do-a");
    Sagas.command(saga, "resume", Map.of("reason", "counted")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
    for (String state : List.of("PENDING", "RUNNING", "PAUSED", "COMPENSATION_FAILED")) {
      awaitGauge(state);
    }
  }

  /** Waits until the gauge says what Postgres does. */
  private static long awaitGauge(String state) {
    String count = "select count(*) from saga where state = '" + state + "'";
    await().until(() -> gauge(state) == Database.number(count));
    return Database.number(count);
  }

  private static Double gauge(String state) {
    String name = "eafix_saga_open{state=\"" + state + "\"} ";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> Double.valueOf(line.substring(name.length())))
        .findFirst()
        .orElse(-1.0);
  }

  @Test
  void aQueuedSagaWhoseDeadlinePassesCallsNobody() {
    Sagas.define(
        "in-time-only",
        Shapes.definition("in-time-only", Shapes.pivot("p", "beta"), Shapes.retriable("r", "gamma"))
            .replaceAll("    compensation: .*heldWhen.*\n", "")
            .replace("\nsteps:", "\ndeadline: PT1S\nsteps:"));
    Shapes.patientSteps("in-the-way");
    StubParticipants.hold("/alpha/do-a");
    String first = Sagas.start("in-the-way", Map.of());
    Sagas.await(first, s -> !StubParticipants.calls(first).isEmpty(), "first call");
    String queued = Sagas.start("in-time-only", Map.of());
    Instant deadline = Instant.parse(Sagas.get(queued).getString("deadlineAt"));
    await().until(() -> Instant.now().isAfter(deadline));
    assertEquals("PENDING", Sagas.get(queued).getString("state"));
    StubParticipants.release("/alpha/do-a");
    Sagas.await(first, "COMPLETED");
    JsonPath ended = Sagas.await(queued, "COMPENSATED");
    assertEquals("the saga's deadline has passed", ended.getString("reason"));
    assertEquals(0, StubParticipants.calls(queued).size());
  }

  private static long attempts(String saga) {
    return Database.number("select count(*) from saga_attempt where saga_id = '" + saga + "'");
  }
}
