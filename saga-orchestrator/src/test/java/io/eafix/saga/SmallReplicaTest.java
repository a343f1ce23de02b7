package io.eafix.saga;

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
      return Map.of("eafix.saga.active-max", "1", "eafix.saga.release-after-ms", "200");
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

  private static long attempts(String saga) {
    return Database.number("select count(*) from saga_attempt where saga_id = '" + saga + "'");
  }
}
