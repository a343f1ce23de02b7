package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that Postgres cannot keep is refused before anything sees it. */
@QuarkusTest
class TextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text      | {\"text\":\"a\\u0000b\"}                   | U+0000",
        "text      | {\"text\":\"\\ud800\"}                     | half a surrogate pair",
        "text      | {\"text\":\"\\udc00\\ud800\"}              | half a surrogate pair",
        "a\uFFFD   | {\"text\":\"a\",\"a\\u0000\":1}            | U+0000",
        "more.a.1  | {\"text\":\"a\",\"more\":{\"a\":[\"\",\"\\u0000\"]}} | U+0000"
      })
  void aBodyIsRefusedAndTheMemberNamed(String field, String body, String wrong) {
    for (String path : new String[] {"/notes", "/plain", "/notes/plain"}) {
      post(path, unique(), body)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:eafix:problem:invalid-field"))
          .body("field", equalTo(field))
          .body("detail", containsString(wrong));
    }
  }

  /** JSON may come in these too. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-32"})
  void anEncodingHidesNothing(String charset) {
    bytes("{\"text\":\"a\\u0000b\"}".getBytes(Charset.forName(charset)))
        .body("field", equalTo("text"));
  }

  /** Then it is not even JSON. */
  @Test
  void halfAPairAsThreeBytesIsMalformed() {
    bytes("{\"text\":\"\u00ed\u00a0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ValidatableResponse bytes(byte[] body) {
    return given()
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", unique())
        .body(body)
        .post("/notes")
        .then()
        .statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\u0000", "\\ud83d\\ude00", "\\n\\u0001", "\uD83D\uDE00"})
  void otherTextIsTakenAsItIs(String text) {
    String body = "{\"text\":\"" + text + "\"}";
    post("/notes", unique(), body).then().statusCode(201);
  }

  @Test
  void aParameterIsRefusedAndNamed() {
    given()
        .urlEncodingEnabled(false)
        .get("/notes/count?text=a%00b")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo("text"));
    given()
        .urlEncodingEnabled(false)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", unique())
        .body("{\"text\":\"a\"}")
        .post("/plain/accounts/a%00b")
        .then()
        .statusCode(400)
        .body("field", equalTo("account"));
  }

  @Test
  void aDecisionIsRefusedAndTheMemberNamed() {
    given()
        .auth()
        .preemptive()
        .basic("olga", "olga")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", unique())
        .body("{\"decision\":\"FAIL\",\"reason\":\"\\u0000\"}")
        .post("/idempotency/executions/" + unique() + "/resolution")
        .then()
        .statusCode(400)
        .body("field", equalTo("reason"));
  }
}
