package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.restartRedis;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static io.restassured.RestAssured.given;
import static java.util.Map.entry;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.schema.ExpiredRows;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are not the default ones, each with what it changes. */
@QuarkusTest
@TestProfile(OtherSettingsTest.Settings.class)
class OtherSettingsTest {

  private static final int ANSWER_BYTES_MAX = 300;
  private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";

  @Inject Gate gate;
  @Inject ExpiredRows expired;
  @Inject DataSource dataSource;

  private final String key = unique();
  private final String text = unique();

  /** Independent of each other. */
  public static class Settings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          entry("eafix.idempotency.redis.on-failure", "FAIL_CLOSED"),
          entry("eafix.idempotency.operators.enabled", "false"),
          entry("eafix.idempotency.http.wait-max", "1s"),
          entry("eafix.idempotency.executions.cleanup-rows-max", "2"),
          entry("eafix.idempotency.executions.timeout", "3s"),
          entry("eafix.idempotency.fence.retention", "30d"),
          entry("eafix.idempotency.http.stored-headers", "x-other"),
          entry(
              "eafix.idempotency.executions.answer-bytes-max", Integer.toString(ANSWER_BYTES_MAX)),
          entry(CONNECTOR + "throttled.unprocessed-record-max-age.ms", "1000"),
          entry(CONNECTOR + "auto.commit.interval.ms", "200"));
    }
  }

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void workThatNeverEndsIsRolledBackAndItsKeyIsFree() {
    gate.close();
    post("/notes/gated", key, body(text))
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "1");
    gate.open();
    post("/notes/gated", key, body(text)).then().statusCode(200);
    assertEquals(1, count(text));
  }

  @Test
  void stepsOfSagasAreForgottenLongAfterTheirLastChange() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into saga_fence (saga_id, step, acted, compensated, created_at, compensated_at)
          values ('%1$s', 'old', true, false, now() - interval '31 days', null),
                 ('%1$s', 'undone', true, true, now() - interval '31 days', now()),
                 ('%1$s', 'new', true, false, now(), null)
          """
              .formatted(text));
      expired.delete().await().atMost(Duration.ofSeconds(20));
      try (ResultSet left =
          statement.executeQuery(
              "select string_agg(step, ' ' order by step) from saga_fence where saga_id = '"
                  + text
                  + "'")) {
        left.next();
        assertEquals("new undone", left.getString(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void withoutRedisNothingIsDone(String path) {
    TestServers.redis().kill();
    try {
      post(path, key, body(text))
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .header("Retry-After", matchesPattern("[1-9][0-9]*"));
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(503)
          .body("checks.find { it.name == 'Idempotency store' }.data.mode", equalTo("fail closed"));
    } finally {
      restartRedis();
    }
    assertEquals(0, count(text));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> post(path, key, body(text)).statusCode() == 201);
    assertEquals(1, count(text));
  }

  @Test
  void rowsWhoseTimeIsOverAreDeletedFewAtATimeUntilThereAreNoMore() throws SQLException {
    for (int i = 0; i < 5; i++) {
      post("/notes", unique(), body(unique())).then().statusCode(201);
    }
    ExpiredRowsTest.letAllExpire(dataSource);
    assertTrue(expired.delete().await().atMost(Duration.ofSeconds(20)) >= 5);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet left =
            statement.executeQuery(
                "select count(*) from execution where expires_at < clock_timestamp()"
                    + " and status = 'COMPLETED'")) {
      left.next();
      assertEquals(0, left.getInt(1));
    }
  }

  @Test
  void thereIsNothingForOperators() {
    given()
        .auth()
        .preemptive()
        .basic("olga", "olga")
        .get("/idempotency/executions")
        .then()
        .statusCode(404);
  }

  @Test
  void nobodyWaitsLongerThanAllowed() {
    gate.close();
    CompletableFuture<Response> first = async(() -> post("/notes/gated", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    withKey(key)
        .header("Prefer", "wait=3600")
        .body(body(text))
        .post("/notes/gated")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:idempotency-key-in-progress"));
    gate.open();
    first.join().then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void theNamedHeadersAreStoredAndNoOthers(String path) {
    for (int i = 0; i < 2; i++) {
      post(path, key, body(text))
          .then()
          .statusCode(201)
          .contentType("application/json")
          .header("X-Other", "of the test")
          .header("Location", nullValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void anAnswerThatIsTooLargeToBeStoredUndoesItsEffect(String path) {
    String large = text.repeat(ANSWER_BYTES_MAX / text.length() + 1);
    for (int i = 0; i < 2; i++) {
      post(path, key, body(large))
          .then()
          .statusCode(500)
          .header("Idempotent-Replayed", nullValue());
    }
    assertEquals(0, count(large));
  }
}
