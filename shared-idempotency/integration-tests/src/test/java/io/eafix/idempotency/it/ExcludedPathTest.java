package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

/** Idempotency switched off by configuration, for one path and what lies below it. */
@QuarkusTest
class ExcludedPathTest {

  @Test
  void anExcludedPathNeedsNoKeyAndRemembersNone() {
    String key = unique();
    String text = unique();
    given()
        .contentType(ContentType.JSON)
        .body(body(text))
        .post("/notes/excluded")
        .then()
        .statusCode(200);
    for (int i = 0; i < 2; i++) {
      post("/notes/excluded", key, body(text))
          .then()
          .statusCode(200)
          .header("Idempotent-Replayed", nullValue());
    }
    assertEquals(3, count(text));
    given()
        .contentType(ContentType.JSON)
        .body(body(text))
        .post("/notes/excluded-not")
        .then()
        .statusCode(400);
  }
}
