package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.ReceivedCall;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A definition of another shape: a parallel group, conditions, mappings and asynchronous steps. */
@QuarkusTest
class ShapeTest {

  private static final String TRIP =
      """
      name: trip
      deadline: PT30S
      steps:
        - step: quote
          participant: alpha
          kind: compensatable
          action: {path: /quote, input: '{"to": context.to}'}
          compensation: {path: /drop-quote, input: '{"to": context.to, "quote": results.quote.id}'}
        - parallel:
          - step: flight
            participant: alpha
            kind: compensatable
            action: {path: /flight, input: '{"price": results.quote.price, "seats": $count(context.people)}'}
            compensation: {path: /drop-flight}
          - step: hotel
            participant: beta
            kind: compensatable
            async: {timeout: PT20S, callback: true}
            action: {path: /hotel}
            compensation: {path: /drop-hotel}
          - step: car
            participant: gamma
            kind: compensatable
            when: context.car = true
            action: {path: /car}
            compensation: {path: /drop-car}
        - step: pay
          participant: beta
          kind: pivot
          action: {path: /pay, input: '{"hotel": results.hotel.booking, "car": $exists(results.car)}'}
        - parallel:
          - {step: mail, participant: alpha, kind: retriable, action: {path: /mail}}
          - {step: log, participant: gamma, kind: retriable, action: {path: /log}}
      """;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    StubParticipants.on("/alpha/quote", call -> Reply.ok("{\"id\":\"Q1\",\"price\":\"120.50\"}"));
    StubParticipants.on("/beta/hotel", call -> Reply.accepted("/beta/hotel/1"));
    Sagas.define("trip", TRIP);
  }

  @Test
  void parallelStepsRunTogetherAndACallbackBringsTheOutcome() {
    String saga = Sagas.start("trip", Map.of("to", "BCN", "people", List.of("a", "b")));
    Sagas.await(saga, s -> status(s, "flight", "DONE") && status(s, "hotel", "ACCEPTED"), "hotel");
    JsonPath waiting = Sagas.get(saga);
    assertTrue(status(waiting, "car", "SKIPPED"));
    callback(saga, "wrong-token", "{\"succeeded\":true}").statusCode(404);
    callback(saga, token(saga), "{\"succeeded\":true,\"result\":{\"booking\":\"H7\"}}")
        .statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals("{\"price\":\"120.50\",\"seats\":2}", body(saga, "flight"));
    assertEquals("{\"car\":false,\"hotel\":\"H7\"}", body(saga, "pay"));
    callback(saga, "x", "{\"succeeded\":true}").statusCode(409);
  }

  @Test
  void aRefusalInAParallelGroupWaitsForItsSiblingsAndUndoesThem() {
    StubParticipants.on("/gamma/car", call -> Reply.status(422));
    StubParticipants.on("/alpha/flight", call -> Reply.ok("{}").after(Duration.ofMillis(300)));
    String saga = Sagas.start("trip", Map.of("to", "BCN", "people", List.of("a"), "car", true));
    Sagas.await(saga, "COMPENSATED");
    List<String> effects = StubParticipants.ledger().of(saga);
    assertEquals(
        List.of("undo hotel", "undo flight", "undo quote"),
        effects.subList(effects.size() - 3, effects.size()));
    assertEquals("{\"quote\":\"Q1\",\"to\":\"BCN\"}", body(saga, "quote", "compensation"));
  }

  @Test
  void aRefusalPostedBackCompensates() {
    String saga = Sagas.start("trip", Map.of("to", "BCN", "people", List.of()));
    Sagas.await(saga, s -> status(s, "hotel", "ACCEPTED"), "hotel");
    callback(saga, token(saga), "{\"succeeded\":false,\"error\":\"full\"}").statusCode(200);
    assertTrue(Sagas.await(saga, "COMPENSATED").getString("reason").contains("full"));
  }

  @Test
  void theDeadlineTurnsASagaBackThatIsNotPastItsPivot() {
    Sagas.define("hurry", TRIP.replace("name: trip", "name: hurry").replace("PT30S", "PT1S"));
    String saga = Sagas.start("hurry", Map.of("to", "BCN", "people", List.of()));
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals("the saga's deadline has passed", ended.getString("reason"));
    assertTrue(StubParticipants.ledger().of(saga).contains("undo hotel"));
  }

  @Test
  void aDefinitionIsValidatedWithAMessageForEachFault() {
    Sagas.yaml(TRIP.replace("participant: gamma", "participant: nobody"))
        .post("/saga-definitions/validate")
        .then()
        .statusCode(200)
        .body("valid", equalTo(false))
        .body("faults.size()", equalTo(2))
        .body("faults[0].path", equalTo("steps[1].parallel[2].participant"));
    Sagas.yaml("name: trip\nsteps: []")
        .put("/saga-definitions/trip")
        .then()
        .statusCode(422)
        .body("faults[0].path", equalTo("steps"));
    given().get("/saga-definitions/trip/versions").then().statusCode(200);
    given()
        .get("/saga-definitions/trading")
        .then()
        .statusCode(200)
        .body("document.steps.size()", equalTo(4));
  }

  private static boolean status(JsonPath saga, String step, String status) {
    return status.equals(saga.getString("steps.find { it.step == '" + step + "' }.status"));
  }

  private static String body(String saga, String step) {
    return body(saga, step, "action");
  }

  private static String body(String saga, String step, String phase) {
    return StubParticipants.calls(saga).stream()
        .filter(call -> step.equals(call.step()) && phase.equals(call.phase()))
        .findFirst()
        .map(call -> call.body().toString())
        .orElseThrow();
  }

  private static String token(String saga) {
    ReceivedCall call =
        StubParticipants.calls(saga).stream()
            .filter(c -> "hotel".equals(c.step()))
            .findFirst()
            .orElseThrow();
    URI callback = URI.create(call.headers().get("Saga-callback"));
    assertEquals("/sagas/" + saga + "/steps/hotel/outcome", callback.getPath());
    return callback.getQuery().replace("token=", "");
  }

  private static ValidatableResponse callback(String saga, String token, String body) {
    return given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/sagas/" + saga + "/steps/hotel/outcome?token=" + token)
        .then();
  }
}
