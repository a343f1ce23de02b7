package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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

  @Test
  void faultyRequestsAreProblems() {
    Sagas.start(UUID.randomUUID().toString(), "nothing", "b", Map.of())
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:unknown-definition"));
    Sagas.start(UUID.randomUUID().toString(), "starts", "", Map.of()).statusCode(400);
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
