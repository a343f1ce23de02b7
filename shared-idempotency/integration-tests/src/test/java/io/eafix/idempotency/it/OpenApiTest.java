package io.eafix.idempotency.it;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** What a reader of the OpenAPI document learns of idempotency. */
@QuarkusTest
class OpenApiTest {

  private static final String WRITE = "paths.'/notes'.post.";
  private static final String KEY = "parameters.find { it.name == 'Idempotency-Key' }";

  @Test
  void anIdempotentOperationShowsItsKeyItsReplayAndItsProblems() {
    document()
        .body(WRITE + KEY + ".in", equalTo("header"))
        .body(WRITE + KEY + ".required", equalTo(true))
        .body(WRITE + KEY + ".schema.maxLength", equalTo(255))
        .body(WRITE + "responses.'400'.content", hasKey("application/problem+json"))
        .body(WRITE + "responses.'409'.content", hasKey("application/problem+json"))
        .body(WRITE + "responses.'422'.content", hasKey("application/problem+json"))
        .body(WRITE + "responses.'200'.headers", hasKey("Idempotent-Replayed"));
  }

  @Test
  void aKeyThatIsNotRequiredSaysSo() {
    document()
        .body("paths.'/notes/other'.post." + KEY, notNullValue())
        .body("paths.'/notes/other'.post." + KEY + ".required", not(equalTo(true)));
  }

  @Test
  void otherOperationsAreLeftAsTheyAre() {
    document()
        .body("paths.'/notes/count'.get." + KEY, nullValue())
        .body("paths.'/notes/count'.get.responses", not(hasKey("422")));
  }

  @Test
  void theDocumentShowsNoInternalMarks() {
    document().body("paths.'/notes'.post.keySet()", not(hasItem("x-quarkus-openapi-method-ref")));
  }

  private static ValidatableResponse document() {
    return given().queryParam("format", "json").get("/q/openapi").then().statusCode(200);
  }
}
