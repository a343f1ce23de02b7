package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ended sagas go when their time is over, and take no promise with them. Kept for two days here.
 */
@QuarkusTest
@TestProfile(SmallReplicaTest.Small.class)
class RetentionTest {

  private static final String TABLES =
      """
      select (select count(*) from saga where saga_id = '%1$s')
           + (select count(*) from saga_attempt where saga_id = '%1$s')
           + (select count(*) from saga_audit where saga_id = '%1$s')
      """;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("kept");
  }

  @Test
  void endedSagasGoWithAllThatIsTheirs() {
    StubParticipants.on(
        "/gamma/do-c",
        call -> call.body().has("refused") ? Reply.status(422) : Reply.ok("{\"done\":1}"));
    String completed = Sagas.start("kept", Map.of());
    Sagas.await(completed, "COMPLETED");
    String compensated = Sagas.start("kept", Map.of("refused", true));
    Sagas.await(compensated, "COMPENSATED");
    String young = Sagas.start("kept", Map.of());
    Sagas.await(young, "COMPLETED");
    double before = deleted();
    for (String saga : List.of(completed, compensated)) {
      age(saga, 3);
      forgetStart(saga);
    }
    age(young, 1);
    forgetStart(young);
    String all = TABLES.formatted(completed) + " + (" + TABLES.formatted(compensated) + ")";
    await().until(() -> Database.number(all) == 0);
    given().get("/sagas/" + completed).then().statusCode(404);
    given().get("/sagas/" + completed + "/timeline").then().statusCode(404);
    await().until(() -> deleted() == before + 2);
    assertEquals(1 + 3 + 1, Database.number(TABLES.formatted(young)));
  }

  @Test
  void aSagaIsKeptWhileItsStartCanBeRepeated() {
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    String kept = Sagas.start(key, "kept", business, Map.of()).extract().path("sagaId");
    Sagas.await(kept, "COMPLETED");
    age(kept, 30);
    awaitRounds();
    Sagas.start(key, "kept", business, Map.of())
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("sagaId", equalTo(kept));
    assertEquals("COMPLETED", Sagas.get(kept).getString("state"));
    forgetStart(kept);
    await().until(() -> Database.number(TABLES.formatted(kept)) == 0);
  }

  @Test
  void whatWaitsForAPersonIsKept() {
    StubParticipants.on("/gamma/do-c", call -> Reply.status(422));
    StubParticipants.on("/beta/undo-b", call -> Reply.status(422));
    String failed = Sagas.start("kept", Map.of());
    Sagas.await(failed, "COMPENSATION_FAILED");
    age(failed, 300);
    forgetStart(failed);
    awaitRounds();
    assertEquals("COMPENSATION_FAILED", Sagas.get(failed).getString("state"));
    Sagas.command(failed, "resolve", Map.of("step", "b", "reason", "by hand")).statusCode(200);
    Sagas.await(failed, "COMPENSATED");
    awaitRounds();
    assertEquals("COMPENSATED", Sagas.get(failed).getString("state"), "it has just ended");
  }

  @Test
  void aBusinessKeyStaysUsed() {
    Sagas.define(
        "kept-once",
        Shapes.definition("kept-once", Shapes.step("a", "alpha"))
            .replace("\nsteps:", "\nuniqueBusinessKey: true\nsteps:")
            .replace("timeout: PT0.3S", "timeout: PT30S")
            .replace("budget: PT0.6S", "budget: PT60S"));
    String business = UUID.randomUUID().toString();
    String first =
        Sagas.start(UUID.randomUUID().toString(), "kept-once", business, Map.of())
            .extract()
            .path("sagaId");
    Sagas.await(first, "COMPLETED");
    age(first, 3);
    forgetStart(first);
    await().until(() -> Database.number(TABLES.formatted(first)) == 0);
    Sagas.start(UUID.randomUUID().toString(), "kept-once", business, Map.of())
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:business-key-taken"));
  }

  /** Until whatever may go has been looked for. */
  private static void awaitRounds() {
    StubParticipants.reset();
    for (String state : List.of("ok", "refused")) {
      StubParticipants.on(
          "/alpha/do-a", call -> state.equals("ok") ? Reply.ok("{}") : Reply.status(422));
      String saga = Sagas.start("kept", Map.of());
      Sagas.await(saga, state.equals("ok") ? "COMPLETED" : "COMPENSATED");
      age(saga, 3);
      forgetStart(saga);
      await().until(() -> Database.number(TABLES.formatted(saga)) == 0);
    }
  }

  private static void age(String saga, int days) {
    Database.execute(
        """
        update saga set created_at = created_at - interval '%1$d days',
                        ended_at = ended_at - interval '%1$d days'
         where saga_id = '%2$s'
        """
            .formatted(days, saga));
  }

  /** As once the time of the key is over. */
  private static void forgetStart(String saga) {
    Database.execute(
        "delete from execution where execution_id ="
            + " (select start_execution from saga where saga_id = '"
            + saga
            + "')");
  }

  private static double deleted() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("eafix_saga_deleted_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
