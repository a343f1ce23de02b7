package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An order's history tells every move, every message and every fill, in order. */
@QuarkusTest
class OrderHistoryTest {

  @Test
  void ofAnOrderThatRestedAndWasCancelled() {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.00000");
    String orderId = Engine.awaitStatus(Engine.submitted(order), "NEW").path("orderId");
    String cancel =
        Engine.write(UUID.randomUUID().toString())
            .body(Map.of("reason", "changed my mind"))
            .post("/orders/" + orderId + "/cancel")
            .path("executionId");
    Engine.awaitStatus(cancel, "CANCELED");
    given()
        .get("/orders/" + orderId + "/history")
        .then()
        .body("history.trigger", equalTo(List.of("SEND", "ACKNOWLEDGE", "CANCEL")))
        .body("history.from", equalTo(List.of("PENDING_NEW", "SENT", "NEW")))
        .body("history.to", equalTo(List.of("SENT", "NEW", "CANCELED")))
        .body("messages.kind", equalTo(List.of("NEW", "CANCEL")))
        .body("messages.state", equalTo(List.of("DONE", "DONE")))
        .body("fills", hasSize(0));
  }

  @Test
  void ofAnOrderThatWasFilled() {
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    String orderId = Engine.awaitStatus(execution, "FILLED").path("orderId");
    String execId = Engine.status(execution).path("order.fills[0].execId");
    given()
        .get("/orders/" + orderId + "/history")
        .then()
        .body("history.trigger", equalTo(List.of("SEND", "FULL_FILL")))
        .body("history[1].detail", equalTo(execId))
        .body("history[1].filled", equalTo("10000"))
        .body("messages", hasSize(1))
        .body("fills.execId", equalTo(List.of(execId)));
  }
}
