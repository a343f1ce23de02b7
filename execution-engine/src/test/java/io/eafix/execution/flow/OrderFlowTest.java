package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderFlowTest {

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void fillsAMarketOrderAtTheFarTouch() {
    String account = Engine.account();
    Response ticket = Engine.submit(Engine.marketOrder(account));
    ticket.then().statusCode(202).body("status", equalTo("PENDING_NEW"));
    String executionId = ticket.path("executionId");
    assertEquals(
        "/orders/" + executionId + "/status",
        ticket.header("Location").replaceFirst("^https?://[^/]+", ""));

    Engine.awaitStatus(executionId, "FILLED")
        .then()
        .body("state", equalTo("DONE"))
        .body("order.filled", equalTo("10000"))
        .body("order.leaves", equalTo("0"))
        .body("order.fills", hasSize(1))
        .body("order.fills[0].price", equalTo("1.08512"))
        .body("order.fills[0].quantity", equalTo("10000"))
        .body("order.fills[0].account", equalTo(account))
        .body("order.fills[0].venue", equalTo("paper"))
        .body("order.fills[0].time", equalTo("2026-01-05T10:00:00Z"));
  }

  @Test
  void sellsAtTheBid() {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put("side", "SELL");
    Engine.awaitStatus(Engine.submitted(order), "FILLED")
        .then()
        .body("order.fills[0].price", equalTo("1.08500"));
  }

  @Test
  void aRepeatedRequestIsOneOrder() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    long before = venueOrders();
    Response first = Engine.submit(key, order);
    Engine.awaitStatus(first.path("executionId"), "FILLED");
    Response again = Engine.submit(key, order);

    again.then().statusCode(202).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    assertEquals(first.header("Location"), again.header("Location"));
    assertEquals(before + 1, venueOrders());
    order.put("quantity", "20000");
    Engine.submit(key, order).then().statusCode(422);
  }

  @Test
  void aRefusedOrderIsRejectedWithTheReason() {
    Engine.fault("REJECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "REJECTED")
        .then()
        .body("state", equalTo("REFUSED"))
        .body("order.code", equalTo("refused-on-demand"))
        .body("order.fills", hasSize(0));
  }

  @Test
  void figuresAddUp() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    given()
        .get("/orders/stats")
        .then()
        .statusCode(200)
        .body("orders", not(equalTo(0)))
        .body("byStatus.FILLED", not(equalTo(0)))
        .body("netQuantity.EURUSD", not(equalTo(null)));
    given().get("/venues/paper/stats").then().body("duplicates", equalTo(0));
    assertNotEquals(0, venueOrders());
  }

  @Test
  void refusesWhatIsNoOrder() {
    refused("quantity", "-1");
    refused("quantity", "0");
    refused("quantity", "1.00000000001");
    refused("symbol", "eurusd");
    refused("side", "HOLD");
    refused("type", null);
    refused("limitPrice", "1.1");
    refused("ask", null);
    refused("bid", "2");
    refused("venue", "nowhere");
    refused("timeInForce", "GTC");
    refused("quoteTime", Instant.now().plusSeconds(60).toString());
    refused("nonsense", "1");
    given()
        .contentType("application/json")
        .body(Engine.marketOrder(Engine.account()))
        .post("/orders")
        .then()
        .statusCode(400);
  }

  private static void refused(String field, Object value) {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put(field, value);
    Engine.submit(order).then().statusCode(400).contentType("application/problem+json");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    given().get("/orders/" + UUID.randomUUID() + "/status").then().statusCode(404);
    given().get("/orders/" + UUID.randomUUID()).then().statusCode(404);
  }

  private static int venueOrders() {
    return given().get("/venues/paper/stats").path("venueOrders");
  }
}
