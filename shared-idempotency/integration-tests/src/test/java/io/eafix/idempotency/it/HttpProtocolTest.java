package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eafix.testservers.Server;
import io.eafix.testservers.WithServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers: each case, and what it leaves behind. */
@QuarkusTest
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
class HttpProtocolTest {

  @Test
  void aMissingKeyIsRefusedAndNamed() {
    String text = unique();
    given()
        .contentType(ContentType.JSON)
        .body(body(text))
        .post("/notes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:eafix:problem:idempotency-key-missing"))
        .body("field", equalTo("Idempotency-Key"));
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "\"open", "\"a\"b", "\"\"", "schlüssel"})
  void aMalformedKeyIsRefused(String key) {
    String text = unique();
    post("/notes", key, body(text))
        .then()
        .statusCode(400)
        .body("field", equalTo("Idempotency-Key"));
    assertEquals(0, count(text));
  }

  @Test
  void aKeyOf256CharactersIsRefusedAndOneOf255IsNot() {
    String key = unique() + "k".repeat(255 - 36);
    post("/notes", key + "x", body(unique())).then().statusCode(400);
    post("/notes", key, body(unique())).then().statusCode(201);
  }

  @Test
  void quotedAndBareFormsAreOneKey() {
    String key = unique();
    String text = unique();
    post("/notes", key, body(text)).then().statusCode(201);
    post("/notes", '"' + key + '"', body(text))
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aReplayIsTheSameAnswerToTheByteWithoutTheCookie() {
    String key = unique();
    String text = unique();
    Response first = post("/notes", key, body(text));
    Response second = post("/notes", key, body(text));
    first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals(first.contentType(), second.contentType());
    assertNull(second.header("Set-Cookie"));
    assertEquals(1, count(text));
  }

  @Test
  void reorderedMembersAndTrailingZerosAreTheSameRequest() {
    String key = unique();
    String text = unique();
    post("/notes", key, "{\"text\":\"" + text + "\",\"quantity\":1.0850}").then().statusCode(201);
    post("/notes", key, "{\"quantity\":1.085, \"text\":\"" + text + "\"}")
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aKeyReusedForAnotherBodyOrEndpointIsAMismatch() {
    String key = unique();
    String text = unique();
    post("/notes", key, body(text)).then().statusCode(201);
    post("/notes", key, body(text + "!"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:idempotency-key-reused"));
    post("/notes/other", key, body(text)).then().statusCode(422);
    post("/notes?a=b", key, body(text)).then().statusCode(422);
    assertEquals(1, count(text));
    assertEquals(0, count(text + "!"));
  }

  @Test
  void bodiesOfTwoMebibytesThatDifferInTheLastByteDiffer() {
    byte[] bytes = new byte[2 << 20];
    Arrays.fill(bytes, (byte) 7);
    String key = unique();
    binary(key, bytes).then().statusCode(200);
    binary(key, bytes).then().statusCode(200).header("Idempotent-Replayed", "true");
    bytes[bytes.length - 1] = 8;
    binary(key, bytes).then().statusCode(422);
  }

  @Test
  void aPlainObjectAndARestResponseAreJson() {
    for (String path : new String[] {"/notes/other", "/notes/rest-response"}) {
      String key = unique();
      String text = unique();
      for (int i = 0; i < 2; i++) {
        post(path, key, body(text))
            .then()
            .statusCode(200)
            .contentType("application/json")
            .body("text", equalTo(text))
            .body("quantity", equalTo("1.0850"));
      }
    }
  }

  @Test
  void binaryAndEmptyAnswersAreReplayedExactly() {
    String key = unique();
    byte[] first = binary(key, new byte[] {1}).asByteArray();
    assertArrayEquals(first, binary(key, new byte[] {1}).asByteArray());
    assertEquals(5, first.length);
    String other = unique();
    post("/notes/empty", other, body(unique() + "e")).then().statusCode(204);
  }

  @Test
  void anEmptyAnswerIsReplayed() {
    String key = unique();
    String text = unique();
    post("/notes/empty", key, body(text)).then().statusCode(204);
    post("/notes/empty", key, body(text))
        .then()
        .statusCode(204)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aCompressedAnswerIsReplayedExactly() {
    String key = unique();
    String text = unique() + "z".repeat(2000);
    byte[] first =
        withKey(key)
            .header("Accept-Encoding", "gzip")
            .body(body(text))
            .post("/notes")
            .asByteArray();
    byte[] second =
        withKey(key)
            .header("Accept-Encoding", "gzip")
            .body(body(text))
            .post("/notes")
            .asByteArray();
    assertArrayEquals(first, second);
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 503})
  void anAnswerThatSaysLaterFreesTheKeyAndLeavesNothing(int status) {
    String key = unique();
    String text = unique();
    post("/notes/returned/" + status, key, body(text)).then().statusCode(status);
    post("/notes/returned/" + status, key, body(text))
        .then()
        .statusCode(status)
        .header("Idempotent-Replayed", nullValue());
    post("/notes/returned/" + status, key, body(text + "!")).then().statusCode(422);
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500})
  void anAnswerThatWasReturnedIsStoredWithItsEffect(int status) {
    String key = unique();
    String text = unique();
    post("/notes/returned/" + status, key, body(text)).then().statusCode(status);
    post("/notes/returned/" + status, key, body(text))
        .then()
        .statusCode(status)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aRefusalByExceptionIsStoredWithoutEffect() {
    String key = unique();
    String text = unique();
    Response first = post("/notes/thrown/404", key, body(text));
    Response second = post("/notes/thrown/404", key, body(text));
    first.then().statusCode(404).contentType("application/problem+json");
    second.then().statusCode(404).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 409, 503, 403})
  void aFailureBeforeTheEffectFreesTheKey(int status) {
    String key = unique();
    String text = unique();
    post("/notes/thrown/" + status, key, body(text)).then().statusCode(status);
    post("/notes/thrown/" + status, key, body(text))
        .then()
        .statusCode(status)
        .header("Idempotent-Replayed", nullValue());
    assertEquals(0, count(text));
  }

  @Test
  void anInvalidBodyIsAProblemThatNamesTheField() {
    post("/notes", unique(), "{}")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations[0].field", containsString("text"));
    post("/notes", unique(), "{\"text\":\"a\",\"txet\":1}")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(containsString("txet"));
  }

  @Test
  void twoPrincipalsWithOneKeyNeverMeet() {
    String key = unique();
    String text = unique();
    secured("ann", key, text).then().statusCode(200).header("Idempotent-Replayed", nullValue());
    secured("bob", key, text).then().statusCode(200).header("Idempotent-Replayed", nullValue());
    secured("ann", key, text).then().statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(2, count(text));
    post("/notes/secured", key, body(text)).then().log().ifValidationFails().statusCode(401);
  }

  private static Response secured(String user, String key, String text) {
    return withKey(key)
        .auth()
        .preemptive()
        .basic(user, user)
        .body(body(text))
        .post("/notes/secured");
  }

  private static Response binary(String key, byte[] body) {
    return given()
        .contentType("application/octet-stream")
        .header("Idempotency-Key", key)
        .body(body)
        .post("/notes/binary");
  }
}
