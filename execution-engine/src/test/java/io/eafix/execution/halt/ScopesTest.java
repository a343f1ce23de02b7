package io.eafix.execution.halt;

import static org.hamcrest.Matchers.equalTo;

import io.eafix.execution.flow.Engine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each scope stops, what a replace may still do, and who may say so. */
@QuarkusTest
class ScopesTest {
  private final String account = Engine.account();

  @Test
  void aStrategyIsStoppedAndOthersGoOn() {
    String strategy = "cross-" + UUID.randomUUID();
    set("STRATEGY", strategy, "HALTED").then().statusCode(200);
    Engine.awaitStatus(ofStrategy(strategy), "REJECTED")
        .then()
        .body("order.code", equalTo("trading-stopped"));
    Engine.awaitStatus(ofStrategy(strategy + "-2"), "FILLED");
    set("STRATEGY", strategy, "ACTIVE").then().statusCode(200);
    Engine.awaitStatus(ofStrategy(strategy), "FILLED");
  }

  @Test
  void aSymbolIsStoppedAndOthersGoOn() {
    Map<String, Object> order = Engine.marketOrder(account);
    order.put("symbol", "HLTUSD");
    set("SYMBOL", "HLTUSD", "HALTED").then().statusCode(200);
    Engine.awaitStatus(Engine.submitted(order), "REJECTED");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    set("SYMBOL", "HLTUSD", "ACTIVE").then().statusCode(200);
    Engine.awaitStatus(Engine.submitted(order), "FILLED");
  }

  @Test
  void everythingIsStopped() {
    try {
      set("GLOBAL", null, "HALTED").then().statusCode(200).body("state.value", equalTo("*"));
      Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
    } finally {
      set("GLOBAL", null, "ACTIVE").then().statusCode(200);
    }
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
  }

  @Test
  void whileReducingAReplaceMayNotMakeOfAnOrderWhatCouldNotBeOrdered() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    set("ACCOUNT", account, "REDUCING").then().statusCode(200);
    String orderId = Engine.awaitStatus(Engine.submitted(closing()), "NEW").path("orderId");

    String tooMuch = replace(orderId, "10001");
    Engine.await(() -> Engine.status(tooMuch), a -> "REFUSED".equals(a.path("state")), "refused")
        .then()
        .body("code", equalTo("trading-stopped"))
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo("4000"));
    String all = replace(orderId, "10000");
    Engine.await(() -> Engine.status(all), a -> "DONE".equals(a.path("state")), "replaced")
        .then()
        .body("order.quantity", equalTo("10000"));
  }

  @Test
  void whileReducingWhatAReplaceOnItsWayMayAddCountsForTheOthers() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    set("ACCOUNT", account, "REDUCING").then().statusCode(200);
    String first = Engine.awaitStatus(Engine.submitted(closing()), "NEW").path("orderId");
    String second = Engine.awaitStatus(Engine.submitted(closing()), "NEW").path("orderId");
    Engine.fault("DROP_ANSWER", "REPLACE", 1, 0);
    Engine.fault("DROP_ANSWER", "QUERY", 5, 0);
    try {
      String growing = replace(first, "6000");
      Engine.await(() -> Engine.status(growing), a -> "IN_DOUBT".equals(a.path("state")), "lost");
      String tooMuch = replace(second, "6000");
      Engine.await(() -> Engine.status(tooMuch), a -> "REFUSED".equals(a.path("state")), "refused")
          .then()
          .body("code", equalTo("trading-stopped"));
    } finally {
      Engine.noFaults();
    }
  }

  @Test
  void whileReducingAReplaceThatShrinksItsOrderGoesOutWhateverElseIsOpen() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    Engine.awaitStatus(Engine.submitted(closing("8000")), "NEW");
    String second = Engine.awaitStatus(Engine.submitted(closing("8000")), "NEW").path("orderId");
    set("ACCOUNT", account, "REDUCING").then().statusCode(200);
    String less = replace(second, "3000");
    Engine.await(() -> Engine.status(less), a -> "DONE".equals(a.path("state")), "replaced")
        .then()
        .body("order.quantity", equalTo("3000"));
    String more = replace(second, "3001");
    Engine.await(() -> Engine.status(more), a -> "REFUSED".equals(a.path("state")), "refused");
  }

  private Map<String, Object> closing() {
    return closing("4000");
  }

  private Map<String, Object> closing(String quantity) {
    Map<String, Object> closing = Engine.marketOrder(account);
    closing.put("side", "SELL");
    closing.put("quantity", quantity);
    closing.put("type", "LIMIT");
    closing.put("timeInForce", "GTC");
    closing.put("limitPrice", "1.20000");
    return closing;
  }

  @Test
  void whoeverChangesItIsNamedWithAReason() {
    for (String left : new String[] {"person", "reason"}) {
      Map<String, Object> body = body("ACCOUNT", account, "ACTIVE");
      body.put(left, " ");
      put(body).then().statusCode(400);
      body.remove(left);
      put(body).then().statusCode(400);
    }
  }

  private static String ofStrategy(String strategy) {
    Map<String, Object> order = Engine.orderOf(UUID.randomUUID().toString());
    order.put("strategy", strategy);
    return Engine.sagaStep(UUID.randomUUID().toString(), "execute_order", "action", order)
        .path("executionId");
  }

  private static String replace(String orderId, String quantity) {
    return Engine.write(UUID.randomUUID().toString())
        .body(Map.of("quantity", quantity))
        .post("/orders/" + orderId + "/replace")
        .then()
        .statusCode(202)
        .extract()
        .path("executionId");
  }

  private static Response set(String scope, String value, String state) {
    return put(body(scope, value, state));
  }

  private static Response put(Map<String, Object> body) {
    return Engine.write(UUID.randomUUID().toString()).body(body).put("/trading-state");
  }

  private static Map<String, Object> body(String scope, String value, String state) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", scope);
    body.put("value", value);
    body.put("state", state);
    body.put("person", "A. Trader");
    body.put("reason", "test");
    return body;
  }
}
