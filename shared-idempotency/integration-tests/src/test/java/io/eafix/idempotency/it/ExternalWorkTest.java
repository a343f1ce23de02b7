package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that reach another system: what is not known to have failed is never sent again. */
@QuarkusTest
class ExternalWorkTest {

  private static final String IN_DOUBT = "urn:eafix:problem:execution-in-doubt";

  @Inject Gate gate;

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void aResultIsStoredAndReplayed() {
    String key = unique();
    String text = unique();
    Response first = post("/remote", key, body(text));
    first.then().statusCode(200).header("Idempotent-Replayed", nullValue());
    forgetInRedis();
    Response second = post("/remote", key, body(text));
    second.then().statusCode(200).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    post("/remote", key, body(text + "!")).then().statusCode(422);
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410})
  void aDefiniteRefusalIsAnAnswer(int status) {
    String key = unique();
    refused(key, status).statusCode(status).header("Idempotent-Replayed", nullValue());
    refused(key, status).statusCode(status).header("Idempotent-Replayed", "true");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 429})
  void aRefusalForNowFreesTheKey(int status) {
    String key = unique();
    for (int i = 0; i < 2; i++) {
      refused(key, status)
          .statusCode(status)
          .header("Idempotent-Replayed", nullValue())
          .body("type", equalTo("urn:eafix:problem:of-the-remote"));
    }
  }

  @Test
  void aDefiniteRefusalWithoutAMapperFreesTheKeyToo() {
    String key = unique();
    for (int i = 0; i < 2; i++) {
      post("/remote/definitely-refused", key, body("x"))
          .then()
          .statusCode(500)
          .header("Idempotent-Replayed", nullValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"UNAUTHORIZED, 401", "FORBIDDEN, 403"})
  void aDenialOfTheCallerFreesTheKey(String how, int status) {
    String key = unique();
    for (int i = 0; i < 2; i++) {
      post("/remote/denied/" + how, key, body("x")).then().statusCode(status);
    }
  }

  @Test
  void aSecurityExceptionOfALibraryIsInDoubt() {
    post("/remote/denied/OTHER", unique(), body("x"))
        .then()
        .statusCode(409)
        .body("type", equalTo(IN_DOUBT));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void whatIsNoRefusalIsInDoubt(int status) {
    String key = unique();
    for (int i = 0; i < 2; i++) {
      refused(key, status).statusCode(409).body("type", equalTo(IN_DOUBT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREAK", "DENY", "LATER"})
  void aFailureThatIsNoRefusalIsInDoubtAndNotSentAgain(String then) {
    String key = unique();
    String text = unique();
    String path = "/remote?then=" + then;
    for (int i = 0; i < 3; i++) {
      post(path, key, body(text))
          .then()
          .statusCode(409)
          .body("type", equalTo(IN_DOUBT))
          .body("executionId", notNullValue());
    }
    forgetInRedis();
    post(path, key, body(text)).then().statusCode(409).body("type", equalTo(IN_DOUBT));
    post(path, key, body(text + "!")).then().statusCode(422);
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void aStatusOfAnotherServerThatIsPassedOnIsNoRefusalEither(int status) {
    String key = unique();
    String text = unique();
    for (int i = 0; i < 2; i++) {
      post("/remote/passed-on/" + status, key, body(text))
          .then()
          .statusCode(409)
          .body("type", equalTo(IN_DOUBT));
    }
    assertEquals(1, count(text));
  }

  @Test
  void withoutAKeyThereIsNoTransactionEither() {
    String text = unique();
    given()
        .contentType(ContentType.JSON)
        .body(body(text))
        .post("/remote/keyless")
        .then()
        .statusCode(500);
    assertEquals(1, count(text));
  }

  @Test
  void aTimeoutIsInDoubt() {
    String key = unique();
    String text = unique();
    gate.close();
    post("/remote", key, body(text)).then().statusCode(409).body("type", equalTo(IN_DOUBT));
    gate.open();
    post("/remote", key, body(text)).then().statusCode(409).body("type", equalTo(IN_DOUBT));
    assertEquals(1, count(text));
  }

  @Test
  void aSlowOwnerKeepsItsLeaseThoughRedisForgetsIt() {
    String key = unique();
    String text = unique();
    gate.close();
    CompletableFuture<Response> first = async(() -> post("/remote", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    long twoLeases = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              forgetInRedis();
              post("/remote", key, body(text))
                  .then()
                  .statusCode(409)
                  .body("type", equalTo("urn:eafix:problem:idempotency-key-in-progress"));
              return System.nanoTime() > twoLeases;
            });
    gate.open();
    first.join().then().statusCode(200);
    post("/remote", key, body(text)).then().statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  private static ValidatableResponse refused(String key, int status) {
    return post("/remote/refused/" + status, key, body(key)).then();
  }

  private static void forgetInRedis() {
    TestServers.redis().command("FLUSHALL");
  }
}
