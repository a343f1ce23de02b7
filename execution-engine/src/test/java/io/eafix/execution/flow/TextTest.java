package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that Postgres cannot keep is the client's fault, and said to be, wherever it comes in. */
@QuarkusTest
class TextTest {

  @ParameterizedTest
  @ValueSource(strings = {"account", "venue"})
  void ofAnOrder(String field) {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put(field, "a\0b");
    Engine.submit(order).then().statusCode(400).body("field", equalTo(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"value", "person", "reason"})
  void ofADecision(String field) {
    Map<String, Object> decision = new HashMap<>();
    decision.put("scope", "ACCOUNT");
    decision.put("value", Engine.account());
    decision.put("state", "ACTIVE");
    decision.put("person", "olga");
    decision.put("reason", "test");
    decision.put(field, "a\0b");
    Engine.write(UUID.randomUUID().toString())
        .body(decision)
        .put("/trading-state")
        .then()
        .statusCode(400)
        .body("field", equalTo(field));
  }

  @Test
  void ofAStep() {
    Map<String, Object> body = Engine.orderOf(UUID.randomUUID().toString());
    body.put("reservationId", "a\0b");
    Engine.sagaStep(UUID.randomUUID().toString(), "execute_order", "action", body)
        .then()
        .statusCode(400)
        .body("field", equalTo("reservationId"));
  }

  @Test
  void ofAQuestion() {
    given()
        .queryParam("account", "a\0b")
        .get("/orders")
        .then()
        .statusCode(400)
        .body("field", equalTo("account"));
  }
}
