package io.eafix.risk.support;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service as the orchestrator and people use it. */
public final class Api {

  public static final String AS_OF = "2014-05-01T00:01:02Z";
  private static final String QUOTE_TIME = "2014-05-01T00:01:00Z";

  private Api() {}

  public static Response step(
      String path, String sagaStep, String phase, UUID signal, Object body) {
    String saga = "saga-" + signal;
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", saga + ":" + sagaStep + ":" + phase)
        .header("Saga-Id", saga)
        .header("Saga-Step", sagaStep)
        .header("Saga-Phase", phase)
        .body(body)
        .post("/saga/" + path);
  }

  public static Response check(UUID signal, Map<String, Object> order) {
    return step("check_risk", "check_risk", "action", signal, order);
  }

  /** Checks an order of a signal of its own. */
  public static Response check(Map<String, Object> order) {
    return check(UUID.fromString(order.get("signalId").toString()), order);
  }

  public static Response release(UUID signal) {
    return step(
        "release_reservation",
        "check_risk",
        "compensation",
        signal,
        Map.of("signalId", signal.toString()));
  }

  public static Response update(UUID signal, List<Map<String, Object>> fills) {
    return step(
        "update_records",
        "update_records",
        "action",
        signal,
        Map.of("signalId", signal.toString(), "fills", fills));
  }

  /** Has an order approved and filled in full. */
  public static void trade(String account, String side, String quantity, String price) {
    Map<String, Object> order = order(account, side, quantity);
    UUID signal = UUID.fromString(order.get("signalId").toString());
    check(order).then().statusCode(200);
    update(signal, List.of(fill(account, "trade-" + signal, side, quantity, price)))
        .then()
        .statusCode(200);
  }

  /** An order in EURUSD of a new signal. */
  public static Map<String, Object> order(String account, String side, String quantity) {
    return order(UUID.randomUUID(), account, side, quantity);
  }

  public static Map<String, Object> order(
      UUID signal, String account, String side, String quantity) {
    Map<String, Object> order = new HashMap<>();
    order.put("signalId", signal.toString());
    order.put("account", account);
    order.put("symbol", "EURUSD");
    order.put("side", side);
    order.put("quantity", quantity);
    order.put("bid", "1.38724");
    order.put("ask", "1.38727");
    order.put("quoteTime", QUOTE_TIME);
    order.put("asOf", AS_OF);
    return order;
  }

  public static Map<String, Object> fill(
      String account, String execId, String side, String quantity, String price) {
    return Map.of(
        "venue", "PAPER",
        "account", account,
        "execId", execId,
        "symbol", "EURUSD",
        "side", side,
        "quantity", quantity,
        "price", price,
        "time", QUOTE_TIME);
  }

  /** A write that a person makes, with a key of its own. */
  public static Response put(String path, Object body) {
    return put(path, UUID.randomUUID().toString(), body);
  }

  public static Response put(String path, String key, Object body) {
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .put(path);
  }

  public static Response quote(String symbol, String bid, String ask, String time) {
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("symbol", symbol, "bid", bid, "ask", ask, "time", time))
        .post("/quotes");
  }

  public static Response halt(String scope, String value, String state) {
    return put(
        "/trading-state",
        Map.of(
            "scope", scope,
            "value", value,
            "state", state,
            "person", "R. Officer",
            "reason", "test"));
  }
}
