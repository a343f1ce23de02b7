package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.LiveStream;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and machines can see of sagas. */
@QuarkusTest
class ObservationTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("observed");
  }

  @Test
  void theTimelineHasEveryAttempt() {
    StubParticipants.on(
        "/beta/do-b",
        call ->
            StubParticipants.calls(call.sagaId()).size() < 4
                ? Reply.status(503)
                : Reply.ok("{\"b\":1}"));
    String saga = Sagas.start("observed", Map.of());
    Sagas.await(saga, "COMPLETED");
    given()
        .get("/sagas/" + saga + "/timeline")
        .then()
        .statusCode(200)
        .body("step", equalTo(Arrays.asList(null, "a", "b", "b", "b", "c")))
        .body(
            "outcome",
            equalTo(
                List.of(
                    "start", "SUCCEEDED", "INDEFINITE", "INDEFINITE", "SUCCEEDED", "SUCCEEDED")))
        .body("attempt", equalTo(Arrays.asList(null, 1, 1, 2, 3, 1)))
        .body("[0].what", equalTo("command"))
        .body("[0].actor", equalTo("anonymous"))
        .body("[2].status", equalTo(503))
        .body("[4].answer.b", equalTo(1))
        .body("[5].durationMs", notNullValue());
    given().get("/sagas/" + UUID.randomUUID() + "/timeline").then().statusCode(404);
  }

  @Test
  void theTimelineHasPages() {
    String saga = Sagas.start("observed", Map.of());
    Sagas.await(saga, "COMPLETED");
    String timeline = "/sagas/" + saga + "/timeline";
    List<String> steps = new ArrayList<>();
    String next = "?limit=1";
    while (next != null) {
      Response page = given().urlEncodingEnabled(false).get(timeline + next);
      page.then().statusCode(200).body("size()", equalTo(1));
      steps.add(page.path("[0].step"));
      String link = page.header("Link");
      next = link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
    }
    assertEquals(Arrays.asList(null, "a", "b", "c"), steps);
    given().get(timeline + "?cursor=x").then().statusCode(400).body("detail", notNullValue());
    given().get(timeline + "?limit=0").then().statusCode(400);
  }

  @Test
  void changesAreStreamedUntilTheEnd() throws Exception {
    Shapes.patientSteps("streamed");
    StubParticipants.hold("/beta/do-b");
    String saga = Sagas.start("streamed", Map.of());
    try (LiveStream stream = LiveStream.open("/sagas/" + saga + "/events")) {
      List<JsonPath> events =
          stream.until(
              event -> {
                StubParticipants.release("/beta/do-b");
                return event.getString("state").equals("COMPLETED");
              });
      assertEquals("RUNNING", events.get(0).getString("state"));
    }
  }

  @Test
  void theStartingTraceGoesThroughEveryStep() {
    String saga =
        given()
            .contentType("application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .body(Map.of("definition", "observed", "businessKey", "t", "context", Map.of()))
            .post("/sagas")
            .then()
            .statusCode(201)
            .extract()
            .path("sagaId");
    Sagas.await(saga, "COMPLETED");
    Set<String> spans = new HashSet<>();
    StubParticipants.calls(saga)
        .forEach(
            call -> {
              String[] parent = call.headers().get("Traceparent").split("-");
              assertEquals(TRACE, parent[1]);
              spans.add(parent[2]);
            });
    assertEquals(3, spans.size(), "each call has its own span");
  }

  @Test
  void listsArePagedAndFiltered() {
    String business = UUID.randomUUID().toString();
    Set<String> started = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      started.add(
          Sagas.start(UUID.randomUUID().toString(), "observed", business, Map.of())
              .extract()
              .path("sagaId"));
    }
    Set<String> listed = new HashSet<>();
    String cursor = null;
    int pages = 0;
    do {
      JsonPath page =
          given()
              .queryParam("businessKey", business)
              .queryParam("limit", 2)
              .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
              .get("/sagas")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      listed.addAll(page.getList("sagas.sagaId"));
      cursor = page.getString("next");
      pages++;
    } while (cursor != null);
    assertEquals(started, listed);
    assertEquals(3, pages);
    started.forEach(saga -> Sagas.await(saga, "COMPLETED"));
    assertEquals(
        5,
        given()
            .queryParam("businessKey", business)
            .queryParam("state", "COMPLETED")
            .queryParam("definition", "observed")
            .get("/sagas")
            .jsonPath()
            .getList("sagas")
            .size());
    String middle = Sagas.get(started.iterator().next()).getString("createdAt");
    int before = count(business, "createdBefore", middle);
    int after = count(business, "createdAfter", middle);
    assertTrue(before < 5 && after < 5 && before + after >= 4, before + " and " + after);
    given()
        .queryParam("createdBefore", "yesterday")
        .get("/sagas")
        .then()
        .statusCode(400)
        .body("field", equalTo("createdBefore"))
        .body("allowed", containsString("a time such as"));
    given().queryParam("cursor", "junk").get("/sagas").then().statusCode(400);
    given().queryParam("limit", 0).get("/sagas").then().statusCode(400);
    given()
        .get("/sagas/stats")
        .then()
        .statusCode(200)
        .body("states", hasKey("COMPENSATION_FAILED"))
        .body("states.COMPLETED", greaterThan(4));
  }

  private static int count(String business, String bound, String time) {
    return given()
        .queryParam("businessKey", business)
        .queryParam(bound, time)
        .get("/sagas")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("sagas")
        .size();
  }

  @Test
  void healthMetricsAndOpenApiAreThere() {
    Sagas.await(Sagas.start("observed", Map.of()), "COMPLETED");
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("saga-engine"));
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("eafix_saga_commits_total"))
        .body(containsString("eafix_saga_states_total{state=\"COMPLETED\"}"))
        .body(
            containsString(
                "eafix_saga_calls_seconds_count{outcome=\"2xx\",participant=\"alpha\"}"));
    String api = given().get("/q/openapi").asString();
    for (String path : List.of("/sagas/{sagaId}/cancel", "/saga-definitions/{name}", "/sagas")) {
      assertTrue(api.contains(path), path);
    }
  }
}
