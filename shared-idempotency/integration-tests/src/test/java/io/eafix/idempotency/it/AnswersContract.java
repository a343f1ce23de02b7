package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of answers: each case, and what it leaves behind. It is the same for methods that
 * return a {@code Uni} and for those that block.
 */
abstract class AnswersContract {

  private final String resource;
  private final String value;
  private final String key = unique();
  private final String text = unique();

  /**
   * @param resource path of the resource whose methods write notes
   * @param value path of its method that returns a plain object
   */
  AnswersContract(String resource, String value) {
    this.resource = resource;
    this.value = value;
  }

  @Test
  void aReplayIsTheSameAnswerToTheByteWithoutHeadersThatAreNotStored() {
    Response first = send("", body(text));
    Response second = send("", body(text));
    first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals(first.contentType(), second.contentType());
    assertNull(second.header("Set-Cookie"));
    assertNull(second.header("X-Other"));
    send("", body(text + "!")).then().statusCode(422);
    assertEquals(1, count(text));
    assertEquals(0, count(text + "!"));
  }

  @Test
  void aPlainObjectIsJson() {
    isJson(value);
  }

  @Test
  void aRestResponseIsJson() {
    isJson("/rest-response");
  }

  private void isJson(String path) {
    fresh(path).statusCode(200).contentType("application/json").body("text", equalTo(text));
    replayed(path)
        .statusCode(200)
        .contentType("application/json")
        .body("text", equalTo(text))
        .body("quantity", equalTo("1.0850"));
    assertEquals(1, count(text));
  }

  @Test
  void nothingIs204() {
    fresh("/empty").statusCode(204);
    replayed("/empty").statusCode(204);
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 409, 425, 429, 503})
  void anAnswerThatSaysLaterFreesTheKeyAndLeavesNothing(int status) {
    fresh("/returned/" + status).statusCode(status);
    fresh("/returned/" + status).statusCode(status);
    send("/returned/" + status, body(text + "!")).then().statusCode(422);
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500})
  void anAnswerThatWasReturnedIsStoredWithItsEffect(int status) {
    fresh("/returned/" + status).statusCode(status);
    replayed("/returned/" + status).statusCode(status);
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410})
  void aRefusalByExceptionIsStoredWithoutEffect(int status) {
    byte[] first = fresh("/thrown/" + status).statusCode(status).extract().asByteArray();
    byte[] second =
        replayed("/thrown/" + status)
            .statusCode(status)
            .contentType("application/problem+json")
            .extract()
            .asByteArray();
    assertArrayEquals(first, second);
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 409, 429, 500, 502, 503})
  void aFailureBeforeTheEffectFreesTheKey(int status) {
    fresh("/thrown/" + status).statusCode(status);
    fresh("/thrown/" + status).statusCode(status);
    send("/thrown/" + status, body(text + "!")).then().statusCode(422);
    assertEquals(0, count(text));
  }

  @ParameterizedTest
  @CsvSource({"UNAUTHORIZED, 401", "FORBIDDEN, 403", "OTHER, 500"})
  void aDenialInsideTheMethodIsAnsweredAsOneOutsideAndFreesTheKey(String how, int status) {
    for (int i = 0; i < 2; i++) {
      fresh("/denied/" + how).statusCode(status).contentType("application/problem+json");
    }
    send("/denied/" + how, body(text + "!")).then().statusCode(422);
    assertEquals(0, count(text));
  }

  @Test
  void anInvalidBodyIsAProblemThatNamesTheField() {
    send("", "{}")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations[0].field", containsString("text"));
    withKey(unique())
        .body("{\"text\":\"a\",\"txet\":1}")
        .post(resource)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(containsString("txet"));
  }

  @Test
  void twoPrincipalsWithOneKeyNeverMeet() {
    secured("ann").statusCode(200).header("Idempotent-Replayed", nullValue());
    secured("bob").statusCode(200).header("Idempotent-Replayed", nullValue());
    secured("ann").statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(2, count(text));
    send("/secured", body(text)).then().statusCode(401);
  }

  private ValidatableResponse secured(String user) {
    return withKey(key)
        .auth()
        .preemptive()
        .basic(user, user)
        .body(body(text))
        .post(resource + "/secured")
        .then();
  }

  private ValidatableResponse fresh(String path) {
    return send(path, body(text)).then().header("Idempotent-Replayed", nullValue());
  }

  private ValidatableResponse replayed(String path) {
    return send(path, body(text)).then().header("Idempotent-Replayed", "true");
  }

  private Response send(String path, String body) {
    return withKey(key).body(body).post(resource + path);
  }
}
