package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, and what belongs to a request; for what it is answered see {@link AnswersContract}. */
@QuarkusTest
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
  void layoutOrderOfMembersAndTheWayANumberIsWrittenDoNotCount() {
    String key = unique();
    String text = unique();
    post("/notes", key, "{\"text\":\"" + text + "\",\"quantity\":1.0850}").then().statusCode(201);
    post("/notes", key, "{\n  \"quantity\": 1085E-3, \"text\": \"" + text + "\"}")
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void parametersOfAQueryMayChangePlaces() {
    String key = unique();
    String text = unique();
    post("/notes?a=1&b=2", key, body(text)).then().statusCode(201);
    post("/notes?b=2&a=1", key, body(text))
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true");
    post("/notes?b=1&a=2", key, body(text)).then().statusCode(422);
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
  void aBodyBehindAFilterIsTheBody() {
    String key = unique();
    String text = unique();
    filtered(key, text).then().statusCode(201);
    filtered(key, text).then().statusCode(201).header("Idempotent-Replayed", "true");
    filtered(key, text + "!").then().statusCode(422);
    assertEquals(1, count(text));
    assertEquals(0, count(text + "!"));
  }

  private static Response filtered(String key, String text) {
    return withKey(key)
        .header("X-Filtered", "yes")
        .contentType(ContentType.JSON)
        .body(body(text))
        .post("/notes");
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
  void aBinaryAnswerIsReplayedExactly() {
    String key = unique();
    byte[] first = binary(key, new byte[] {1}).asByteArray();
    assertArrayEquals(first, binary(key, new byte[] {1}).asByteArray());
    assertEquals(5, first.length);
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

  private static Response binary(String key, byte[] body) {
    return given()
        .contentType("application/octet-stream")
        .header("Idempotency-Key", key)
        .body(body)
        .post("/notes/binary");
  }
}
