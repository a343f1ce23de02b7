package io.eafix.risk.query;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.order;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What cannot be read is refused with its name and what is allowed, never taken for something. */
@QuarkusTest
class BadQuestionsTest {

  @Test
  void ofQueries() {
    Map<String, String> faults =
        Map.of(
            "/decisions?approved=maybe", "true, false",
            "/decisions?signalId=7", "a UUID",
            "/decisions?cursor=last", "a whole number",
            "/trading-state/history?scope=MOON", "GLOBAL, ACCOUNT, SYMBOL, STRATEGY");
    faults.forEach(
        (question, allowed) ->
            get(question)
                .then()
                .statusCode(400)
                .body(
                    "field",
                    equalTo(question.substring(question.indexOf('?') + 1, question.indexOf('='))))
                .body("allowed", equalTo(allowed)));
  }

  @Test
  void ofBodies() {
    Map<String, String> faults =
        Map.of(
            "side", "BUY, SELL",
            "quantity", "a decimal number",
            "signalId", "a UUID",
            "quoteTime", "a time such as 2026-01-05T09:30:00Z");
    faults.forEach(
        (field, allowed) -> {
          Map<String, Object> order = new HashMap<>(order("DEMO", "BUY", "1000"));
          order.put(field, "much");
          check(UUID.randomUUID(), order)
              .then()
              .statusCode(400)
              .body("field", equalTo(field))
              .body("allowed", equalTo(allowed));
        });
  }

  /** Of text all is allowed but what Postgres cannot keep. */
  @Test
  void ofTexts() {
    for (String field : List.of("account", "symbol", "strategy")) {
      Map<String, Object> order = new HashMap<>(order("DEMO", "BUY", "1000"));
      order.put(field, "a\0b");
      check(UUID.randomUUID(), order).then().statusCode(400).body("field", equalTo(field));
    }
    for (String question : List.of("/decisions", "/positions")) {
      given()
          .queryParam("account", "a\0b")
          .get(question)
          .then()
          .statusCode(400)
          .body("field", equalTo("account"));
    }
    given()
        .urlEncodingEnabled(false)
        .get("/limits/accounts/a%00b")
        .then()
        .statusCode(400)
        .body("field", equalTo("account"));
  }
}
