package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.restartRedis;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Methods that block: one transaction of effect, row and events here too. For what is answered see
 * {@link AnswersContract}.
 */
@QuarkusTest
class PlainMethodTest {

  @Inject Gate gate;
  @Inject DataSource dataSource;

  private final String key = unique();
  private final String text = unique();

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void aFormIsComparedAndReplayedAsAnyOtherBody() {
    form(text).then().statusCode(200).body("text", equalTo(text));
    form(text).then().statusCode(200).header("Idempotent-Replayed", "true");
    form(text + "!").then().statusCode(422);
    assertEquals(1, count(text));
    assertEquals(0, count(text + "!"));
  }

  private Response form(String note) {
    return withKey(key).contentType(ContentType.URLENC).formParam("text", note).post("/plain/form");
  }

  @ParameterizedTest
  @CsvSource({
    "/plain/stream, application/octet-stream, X-None",
    "/plain/stream, application/octet-stream, X-Filtered",
    "/plain/reader, text/plain, X-None",
    "/plain/reader, text/plain, X-Filtered"
  })
  void aBodyThatTheMethodReadsItselfIsAllThere(String path, String type, String header) {
    String body = "a".repeat(10_000);
    sent(path, type, header, body).then().statusCode(200).body(equalTo("10000"));
    sent(path, type, header, body).then().statusCode(200).header("Idempotent-Replayed", "true");
    sent(path, type, header, body + "b").then().statusCode(422);
  }

  @Test
  void aBodyThatAFilterTookBeforeItCouldBeComparedIsRefused() {
    sent("/plain", "application/json", "X-Filtered-Early", body(text)).then().statusCode(500);
    assertEquals(0, count(text));
    post("/plain", key, body(text)).then().statusCode(201);
  }

  private Response sent(String path, String type, String header, String body) {
    return withKey(key)
        .contentType(type)
        .header(header, "yes")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(path);
  }

  @Test
  void aTransactionOfTheMethodsOwnIsTheSameOne() {
    for (int i = 0; i < 2; i++) {
      post("/plain/transactional", key, body(text))
          .then()
          .statusCode(200)
          .header("Idempotent-Replayed", i == 0 ? nullValue() : equalTo("true"))
          .body("text", equalTo(text));
    }
    assertEquals(1, count(text));
  }

  @Test
  void anEventCommitsWithItsCauseOrNotAtAll() throws SQLException {
    post("/plain/event?fail=true", unique(), body(text)).then().statusCode(500);
    assertEquals(0, events());
    assertEquals(0, count(text));
    for (int i = 0; i < 2; i++) {
      post("/plain/event?fail=false", key, body(text)).then().statusCode(200);
    }
    assertEquals(1, events());
    assertEquals(1, count(text));
  }

  @Test
  void whatTheCommitRefusesLeavesNothing() {
    for (int i = 0; i < 2; i++) {
      post("/plain/refused-by-the-database", key, body(text))
          .then()
          .statusCode(500)
          .header("Idempotent-Replayed", nullValue());
    }
    assertEquals(0, count(text));
  }

  @Test
  void theCallerIsKnown() {
    for (String user : List.of("ann", "bob", "ann")) {
      withKey(key)
          .auth()
          .preemptive()
          .basic(user, user)
          .body(body(text))
          .post("/plain/secured")
          .then()
          .statusCode(200)
          .body(equalTo(user));
    }
    assertEquals(2, count(text));
  }

  @Test
  void eachValueOfAKeyParameterHasKeysOfItsOwn() {
    post("/plain/accounts/a", key, body(text)).then().statusCode(200);
    post("/plain/accounts/b", key, body(text)).then().statusCode(200);
    post("/plain/accounts/a", key, body(text))
        .then()
        .statusCode(200)
        .header("Idempotent-Replayed", "true");
    post("/plain/accounts/a", key, body(text + "!")).then().statusCode(422);
    assertEquals(2, count(text));
  }

  @Test
  void manyCallersWithOneKeyGetOneResult() {
    List<CompletableFuture<Response>> calls =
        IntStream.range(0, 30).mapToObj(i -> async(() -> waiting("/plain"))).toList();
    byte[] result = calls.get(0).join().asByteArray();
    for (CompletableFuture<Response> call : calls) {
      call.join().then().statusCode(201);
      assertArrayEquals(result, call.join().asByteArray());
    }
    assertEquals(
        29, calls.stream().filter(c -> c.join().header("Idempotent-Replayed") != null).count());
    assertEquals(1, count(text));
  }

  @Test
  void aRunningRequestIsNotRunTwiceWhenRedisForgetsIt() {
    gate.close();
    CompletableFuture<Response> first = async(() -> waiting("/plain/gated"));
    await().until(() -> gate.waiting() == 1);
    post("/plain/gated", key, body(text)).then().statusCode(409);
    TestServers.redis().command("FLUSHALL");
    CompletableFuture<Response> second = async(() -> waiting("/plain/gated"));
    gate.open();
    first.join().then().statusCode(200);
    second.join().then().statusCode(200);
    assertArrayEquals(first.join().asByteArray(), second.join().asByteArray());
    assertEquals(1, count(text));
  }

  @Test
  void withoutRedisPostgresAnswers() {
    Response first = post("/plain", key, body(text));
    TestServers.redis().command("FLUSHALL");
    Response second = post("/plain", key, body(text));
    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    TestServers.redis().kill();
    try {
      post("/plain", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
      post("/plain", key, body(text + "!")).then().statusCode(422);
      String other = unique();
      post("/plain", other, body(text)).then().statusCode(201);
      post("/plain", other, body(text))
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", "true");
    } finally {
      restartRedis();
    }
    assertEquals(2, count(text));
  }

  @Test
  void whatReachesAnotherSystemRunsOnceOutsideAnyTransaction() {
    for (int i = 0; i < 2; i++) {
      post("/plain/remote?fail=false", key, body(text)).then().statusCode(200);
      post("/plain/remote?fail=true", key + "!", body(text))
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:eafix:problem:execution-in-doubt"));
    }
    assertEquals(2, count(text));
  }

  private Response waiting(String path) {
    return withKey(key).header("Prefer", "wait=30").body(body(text)).post(path);
  }

  private long events() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select count(*) from outbox where aggregate_id = ?")) {
      statement.setString(1, text);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
