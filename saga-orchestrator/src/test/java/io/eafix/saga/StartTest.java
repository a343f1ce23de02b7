package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starting sagas: keys, bodies and versions. */
@QuarkusTest
class StartTest {

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("starts");
  }

  @Test
  void aHundredConcurrentStartsWithOneKeyAreOneSaga() throws Exception {
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    ExecutorService clients = Executors.newFixedThreadPool(100);
    Set<String> sagas = new TreeSet<>();
    try {
      List<Callable<ValidatableResponse>> calls =
          IntStream.range(0, 100)
              .<Callable<ValidatableResponse>>mapToObj(
                  i -> () -> Sagas.start(key, "starts", business, Map.of("n", 1)))
              .toList();
      for (Future<ValidatableResponse> call : clients.invokeAll(calls)) {
        int status = call.get().extract().statusCode();
        assertTrue(status == 201 || status == 409, "answered " + status);
        if (status == 201) {
          sagas.add(call.get().extract().path("sagaId"));
        }
      }
    } finally {
      clients.shutdownNow();
    }
    assertEquals(1, sagas.size());
    assertEquals(
        1, Database.number("select count(*) from saga where business_key = '" + business + "'"));
    Sagas.start(key, "starts", business, Map.of("n", 1))
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("sagaId", equalTo(sagas.iterator().next()));
    Sagas.start(key, "starts", business, Map.of("n", 2)).statusCode(422);
    Sagas.await(sagas.iterator().next(), "COMPLETED");
    assertEquals(3, StubParticipants.calls(sagas.iterator().next()).size());
  }

  @Test
  void aRunningSagaKeepsTheVersionItBeganWith() {
    Sagas.define(
        "versioned", Shapes.definition("versioned", Shapes.step("a", "alpha"), fails("z")));
    AtomicBoolean hold = new AtomicBoolean(true);
    StubParticipants.on("/gamma/do-z", call -> Reply.status(422));
    StubParticipants.on("/alpha/undo-a", call -> hold.get() ? Reply.status(503) : Reply.ok("{}"));
    String saga = Sagas.start("versioned", Map.of());
    Sagas.await(saga, "COMPENSATING");
    Sagas.define(
        "versioned",
        Shapes.definition("versioned", Shapes.step("other", "beta"), Shapes.step("more", "beta")));
    hold.set(false);
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "undo a"), StubParticipants.ledger().of(saga));
    String next = Sagas.start("versioned", Map.of());
    assertEquals(2, Sagas.await(next, "COMPLETED").getInt("definitionVersion"));
    assertEquals(List.of("do other", "do more"), StubParticipants.ledger().of(next));
  }

  /** While Postgres keeps the commit of the first waiting. */
  @Test
  void aKeyThatIsRunningIsRefusedOrWaitedFor() throws Exception {
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (Connection lock = Database.connect();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table execution in share mode");
      Future<ValidatableResponse> first =
          clients.submit(() -> Sagas.start(key, "starts", business, Map.of("n", 1)));
      Database.awaitWaiting("with change as");
      Sagas.start(key, "starts", business, Map.of("n", 1))
          .statusCode(409)
          .header("Retry-After", notNullValue());
      Sagas.start(key, "starts", business, Map.of("n", 2)).statusCode(422);
      Future<ValidatableResponse> waiting =
          clients.submit(() -> starting(key, business, "wait=20").post("/sagas").then());
      lock.rollback();
      String saga = first.get().statusCode(201).extract().path("sagaId");
      waiting.get().statusCode(201).body("sagaId", equalTo(saga));
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void theAnswerWaitsForTheEndIfTheClientPrefersSo() {
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    String answer =
        starting(key, business, "wait=20")
            .post("/sagas")
            .then()
            .statusCode(201)
            .header("Saga-State", "COMPLETED")
            .extract()
            .asString();
    starting(key, business, "wait=20")
        .post("/sagas")
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .header("Saga-State", "COMPLETED")
        .body(equalTo(answer));
    StubParticipants.hold("/beta/do-b");
    try {
      starting(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "wait=1")
          .post("/sagas")
          .then()
          .statusCode(201)
          .header("Saga-State", nullValue());
    } finally {
      StubParticipants.release("/beta/do-b");
    }
  }

  @Test
  void aShortWaitEndsNoLongerOneForTheSameSaga() throws Exception {
    StubParticipants.hold("/beta/do-b");
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<ValidatableResponse> patient =
          client.submit(() -> starting(key, business, "wait=20").post("/sagas").then());
      starting(key, business, "wait=1").post("/sagas").then().header("Saga-State", nullValue());
      assertFalse(patient.isDone());
      StubParticipants.release("/beta/do-b");
      patient.get().statusCode(201).header("Saga-State", "COMPLETED");
    } finally {
      StubParticipants.release("/beta/do-b");
      client.shutdownNow();
    }
  }

  @Test
  void anEndThatAnotherReplicaBringsIsWaitedForToo() throws Exception {
    StubParticipants.hold("/alpha/do-a");
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    String saga = Sagas.start(key, "starts", business, Map.of("n", 1)).extract().path("sagaId");
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<ValidatableResponse> waiting =
          client.submit(() -> starting(key, business, "wait=20").post("/sagas").then());
      Database.execute(
          "update saga set state = 'COMPENSATED', version = version + 1, owner_epoch = null,"
              + " ended_at = now() where saga_id = '"
              + saga
              + "'");
      waiting.get().statusCode(201).header("Saga-State", "COMPENSATED");
    } finally {
      StubParticipants.release("/alpha/do-a");
      client.shutdownNow();
    }
  }

  private static RequestSpecification starting(String key, String business, String prefer) {
    return given()
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .header("Prefer", prefer)
        .body(Map.of("definition", "starts", "businessKey", business, "context", Map.of("n", 1)));
  }

  /** Once, however often it is asked for, and not for a start that was refused. */
  @Test
  void whoStartedASagaIsAudited() {
    String key = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    String saga = Sagas.start(key, "starts", business, Map.of()).extract().path("sagaId");
    Sagas.start(key, "starts", business, Map.of()).header("Idempotent-Replayed", "true");
    Sagas.start(key, "starts", business, Map.of("other", 1)).statusCode(422);
    assertEquals(
        "anonymous start null RUNNING " + key,
        Database.text(
            "select string_agg(concat_ws(' ', actor, action, coalesce(state_before, 'null'),"
                + " state_after, idempotency_key), ', ') from saga_audit where saga_id = '"
                + saga
                + "'"));
    assertEquals(
        1,
        Database.number("select count(*) from saga_audit where idempotency_key = '" + key + "'"));
    Sagas.await(saga, "COMPLETED");
  }

  @Test
  void faultyRequestsAreProblems() {
    Sagas.start(UUID.randomUUID().toString(), "nothing", "b", Map.of())
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:unknown-definition"));
    Sagas.start(UUID.randomUUID().toString(), "starts", "", Map.of()).statusCode(400);
    String refused = UUID.randomUUID().toString();
    String later = "later-" + refused;
    Sagas.start(refused, later, "b", Map.of()).statusCode(422);
    Sagas.define(later, Shapes.definition(later, Shapes.step("a", "alpha")));
    Sagas.start(refused, later, "b", Map.of())
        .statusCode(422)
        .header("Idempotent-Replayed", "true")
        .body("type", equalTo("urn:eafix:problem:unknown-definition"));
    Sagas.start("not visible", "starts", "b", Map.of()).statusCode(400);
    given()
        .contentType("application/json")
        .body("{\"definition\":\"starts\",\"businessKey\":\"b\",\"context\":{}}")
        .post("/sagas")
        .then()
        .statusCode(400)
        .contentType(containsString("application/problem+json"));
    Sagas.start(UUID.randomUUID().toString(), "starts", "b", Map.of("big", "x".repeat(70_000)))
        .statusCode(400)
        .body("field", equalTo("context"));
  }

  private static String fails(String name) {
    return Shapes.step(name, "gamma");
  }
}
