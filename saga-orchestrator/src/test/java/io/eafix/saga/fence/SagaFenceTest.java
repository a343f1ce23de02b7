package io.eafix.saga.fence;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The participant's fence, on real Postgres. */
@QuarkusTest
class SagaFenceTest {

  @BeforeAll
  static void effects() {
    Database.execute(
        "create table if not exists fenced_effect (saga_id text not null, kind text not null)");
  }

  @Test
  void anActionTakesEffectOnceEvenUnderAnotherKey() {
    String saga = UUID.randomUUID().toString();
    call("do", saga, "k1-" + saga).statusCode(200).body("effects", equalTo(1));
    call("do", saga, "k2-" + saga).statusCode(200).body("effects", equalTo(1));
    assertEquals(1, effects(saga, "do"));
  }

  @Test
  void anActionAfterItsCompensationIsRefused() {
    String saga = UUID.randomUUID().toString();
    call("undo", saga, saga + ":s:compensation").statusCode(200).body("effects", equalTo(0));
    call("do", saga, saga + ":s:action")
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:saga-step-compensated"));
    assertEquals(0, effects(saga, "do"));
    assertEquals(0, effects(saga, "undo"));
  }

  @Test
  void aCompensationUndoesOnceEvenUnderAnotherKey() {
    String saga = UUID.randomUUID().toString();
    call("do", saga, "a-" + saga).statusCode(200);
    call("undo", saga, "b-" + saga).statusCode(200).body("effects", equalTo(1));
    call("undo", saga, "c-" + saga).statusCode(200).body("effects", equalTo(1));
    assertEquals(1, effects(saga, "undo"));
  }

  @Test
  void actionAndCompensationAtTheSameTimeLeaveNothingHalfDone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<String> sagas =
          IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID().toString()).toList();
      List<Callable<Integer>> calls =
          sagas.stream()
              .flatMap(
                  saga ->
                      Stream.<Callable<Integer>>of(
                          () -> status(call("do", saga, saga + ":s:action")),
                          () -> status(call("undo", saga, saga + ":s:compensation"))))
              .toList();
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        assertTrue(List.of(200, 422).contains(answer.get()));
      }
      for (String saga : sagas) {
        assertEquals(effects(saga, "do"), effects(saga, "undo"), saga);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCallWithoutItsHeadersIsMalformed() {
    given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{}")
        .post("/fenced/do")
        .then()
        .statusCode(400)
        .body("field", equalTo("Saga-Phase"));
  }

  private static int status(ValidatableResponse response) {
    return response.extract().statusCode();
  }

  private static ValidatableResponse call(String path, String saga, String key) {
    return given()
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .header("Saga-Id", saga)
        .header("Saga-Step", "s")
        .header("Saga-Phase", path.equals("do") ? "action" : "compensation")
        .body("{}")
        .post("/fenced/" + path)
        .then();
  }

  private static long effects(String saga, String kind) {
    return Database.number(
        "select count(*) from fenced_effect where saga_id = '"
            + saga
            + "' and kind = '"
            + kind
            + "'");
  }
}
