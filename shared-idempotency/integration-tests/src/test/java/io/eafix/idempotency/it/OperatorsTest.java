package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators see what did not end by itself and decide it, and each decision is on record. */
@QuarkusTest
class OperatorsTest {

  private static final String EXECUTIONS = "/idempotency/executions";

  @Inject Gate gate;
  @Inject DataSource dataSource;

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void onlyOperatorsGetIn() {
    given().get(EXECUTIONS).then().statusCode(401);
    as("ann").get(EXECUTIONS).then().statusCode(403).contentType("application/problem+json");
    as("olga").get(EXECUTIONS).then().statusCode(200);
    String resolution = EXECUTIONS + "/" + unique() + "/resolution";
    withKey(unique()).body("{}").post(resolution).then().statusCode(401);
    as("ann")
        .header("Idempotency-Key", unique())
        .body("{}")
        .post(resolution)
        .then()
        .statusCode(403);
  }

  @Test
  void anExecutionInDoubtIsListedWithItsAgeAndCompletedByEvidence() {
    String key = unique();
    String text = unique();
    String id = inDoubt(key, text);
    assertEquals(true, listed("IN_DOUBT").contains(id));
    assertEquals(true, listed(null).contains(id));
    as("olga")
        .get(EXECUTIONS + "/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("IN_DOUBT"))
        .body("operation", equalTo("remote_write"))
        .body("ageSeconds", greaterThanOrEqualTo(0));
    resolve(
            id,
            """
            {"decision":"COMPLETE","reason":"seen at the venue",
             "answer":{"status":201,"body":{"id":7,"quantity":"1.5"}}}
            """)
        .then()
        .statusCode(200);
    post("/remote?then=BREAK", key, body(text))
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("id", equalTo(7));
    as("olga")
        .get(EXECUTIONS + "/" + id)
        .then()
        .body("state", equalTo("COMPLETED"))
        .body("resolutions", hasSize(1))
        .body("resolutions[0].operator", equalTo("olga"))
        .body("resolutions[0].reason", equalTo("seen at the venue"))
        .body("resolutions[0].formerStatus", equalTo("IN_DOUBT"));
    assertEquals(1, count(text));
  }

  @Test
  void aReleasedKeyRunsAgainAndTheDecisionStaysOnRecord() {
    String key = unique();
    String text = unique();
    String id = inDoubt(key, text);
    resolve(id, "{\"decision\":\"RELEASE\",\"reason\":\"never arrived\"}").then().statusCode(200);
    as("olga").get(EXECUTIONS + "/" + id).then().statusCode(404);
    as("olga")
        .get(EXECUTIONS + "/" + id + "/resolutions")
        .then()
        .statusCode(200)
        .body("decision", hasItem("RELEASE"));
    post("/remote?then=BREAK", key, body(text)).then().statusCode(409);
    assertEquals(2, count(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update execution_resolution set reason = 'x'",
        "delete from execution_resolution"
      })
  void aDecisionCannotBeChangedOrDeletedByTheDatabasesOwner(String sql) throws SQLException {
    String id = inDoubt(unique(), unique());
    resolve(id, "{\"decision\":\"FAIL\",\"reason\":\"the venue lost it\"}").then().statusCode(200);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      SQLException refusal =
          assertThrows(
              SQLException.class,
              () -> statement.execute(sql + " where execution_id = '" + id + "'"));
      assertTrue(refusal.getMessage().contains("is an audit"), refusal.getMessage());
    }
  }

  @Test
  void theAuditCannotBeEmptied() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      SQLException refusal =
          assertThrows(
              SQLException.class, () -> statement.execute("truncate execution_resolution"));
      assertTrue(refusal.getMessage().contains("is an audit"), refusal.getMessage());
    }
  }

  @Test
  void aFailedExecutionIsRefusedFromThenOn() {
    String key = unique();
    String text = unique();
    String id = inDoubt(key, text);
    resolve(id, "{\"decision\":\"FAIL\",\"reason\":\"the venue lost it\"}").then().statusCode(200);
    post("/remote?then=BREAK", key, body(text))
        .then()
        .statusCode(422)
        .header("Idempotent-Replayed", "true")
        .contentType("application/problem+json")
        .body("type", equalTo("urn:eafix:problem:execution-failed"))
        .body("detail", equalTo("the venue lost it"));
    assertEquals(1, count(text));
  }

  @Test
  void whatRunsOrHasFinishedCannotBeResolved() {
    String key = unique();
    String text = unique();
    String release = "{\"decision\":\"RELEASE\",\"reason\":\"r\"}";
    gate.close();
    var running = Notes.async(() -> post("/remote", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    String id =
        as("olga")
            .queryParam("state", "RUNNING")
            .queryParam("operation", "remote_write")
            .get(EXECUTIONS)
            .then()
            .extract()
            .path("executions.executionId[-1]");
    resolve(id, release)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:execution-running"));
    gate.open();
    running.join().then().statusCode(200);
    resolve(id, release)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:execution-finished"));
  }

  @Test
  void theSameDecisionSentTwiceIsOnRecordOnce() {
    String id = inDoubt(unique(), unique());
    String key = unique();
    String decision = "{\"decision\":\"FAIL\",\"reason\":\"r\"}";
    for (int i = 0; i < 2; i++) {
      as("olga")
          .header("Idempotency-Key", key)
          .body(decision)
          .post(EXECUTIONS + "/" + id + "/resolution")
          .then()
          .statusCode(200);
    }
    as("olga").get(EXECUTIONS + "/" + id).then().body("resolutions", hasSize(1));
  }

  @Test
  void badInputIsNamed() {
    String id = inDoubt(unique(), unique());
    resolve(id, "{\"reason\":\"r\"}").then().statusCode(400).body("field", equalTo("decision"));
    resolve(id, "{\"decision\":\"FAIL\"}").then().statusCode(400).body("field", equalTo("reason"));
    resolve(id, "{\"decision\":\"COMPLETE\",\"reason\":\"r\"}")
        .then()
        .statusCode(400)
        .body("field", equalTo("answer.status"));
    resolve("x", "{\"decision\":\"FAIL\",\"reason\":\"r\"}")
        .then()
        .statusCode(400)
        .body("field", equalTo("id"));
    for (String[] query : new String[][] {{"state", "x"}, {"limit", "0"}, {"cursor", "x"}}) {
      as("olga")
          .queryParam(query[0], query[1])
          .get(EXECUTIONS)
          .then()
          .statusCode(400)
          .body("field", equalTo(query[0]));
    }
  }

  private static String inDoubt(String key, String text) {
    return post("/remote?then=BREAK", key, body(text))
        .then()
        .statusCode(409)
        .extract()
        .path("executionId");
  }

  /** Walks all pages. */
  private static List<String> listed(String state) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = as("olga").queryParam("limit", 2);
      if (state != null) {
        request.queryParam("state", state);
      }
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      Response page = request.get(EXECUTIONS);
      page.then().statusCode(200);
      ids.addAll(page.path("executions.executionId"));
      cursor = page.path("next");
    } while (cursor != null);
    assertEquals(ids.size(), ids.stream().distinct().count());
    return ids;
  }

  private static Response resolve(String id, String body) {
    return as("olga")
        .header("Idempotency-Key", unique())
        .body(body)
        .post(EXECUTIONS + "/" + id + "/resolution");
  }

  private static RequestSpecification as(String user) {
    return given().contentType("application/json").auth().preemptive().basic(user, user);
  }
}
