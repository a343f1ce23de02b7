package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The engine as its clients see it. */
public final class Engine {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

  private Engine() {}

  public static Map<String, Object> marketOrder(String account) {
    Map<String, Object> order = new HashMap<>();
    order.put("account", account);
    order.put("symbol", "EURUSD");
    order.put("side", "BUY");
    order.put("quantity", "10000");
    order.put("type", "MARKET");
    order.put("timeInForce", "IOC");
    order.put("bid", "1.08500");
    order.put("ask", "1.08512");
    order.put("quoteTime", "2026-01-05T10:00:00Z");
    return order;
  }

  public static String account() {
    return "T-" + UUID.randomUUID().toString().substring(0, 18);
  }

  public static RequestSpecification write(String key) {
    return given().contentType(ContentType.JSON).header("Idempotency-Key", key);
  }

  public static Response submit(String key, Map<String, Object> order) {
    return write(key).body(order).post("/orders");
  }

  public static Response submit(Map<String, Object> order) {
    return submit(UUID.randomUUID().toString(), order);
  }

  /** Submits an order and returns its execution id. */
  public static String submitted(Map<String, Object> order) {
    return submit(order).then().statusCode(202).extract().path("executionId");
  }

  /** What a saga wants for a signal: a market order on the account {@code DEMO}. */
  public static Map<String, Object> orderOf(String signal) {
    Map<String, Object> order = marketOrder("DEMO");
    order.put("orderType", order.remove("type"));
    order.put("signalId", signal);
    order.put("reservationId", "r-1");
    return order;
  }

  public static Response sagaStep(
      String saga, String path, String phase, Map<String, Object> body) {
    return write(saga + ":execute_order:" + phase)
        .header("Saga-Id", saga)
        .header("Saga-Step", "execute_order")
        .header("Saga-Phase", phase)
        .body(body)
        .post("/saga/" + path);
  }

  public static Response status(String executionId) {
    return given().get("/orders/" + executionId + "/status");
  }

  public static Response awaitStatus(String executionId, String status) {
    return await(() -> status(executionId), answer -> status.equals(answer.path("status")), status);
  }

  public static void fault(String kind, String message, int count, long delayMs) {
    write(UUID.randomUUID().toString())
        .body(Map.of("kind", kind, "message", message, "count", count, "delayMs", delayMs))
        .post("/venues/paper/faults")
        .then()
        .statusCode(200);
  }

  public static void fault(String kind) {
    fault(kind, "SUBMIT", 1, 0);
  }

  public static void noFaults() {
    write(UUID.randomUUID().toString()).delete("/venues/paper/faults").then().statusCode(200);
  }

  public static Response await(
      Supplier<Response> look, java.util.function.Predicate<Response> done, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Response last = look.get();
    while (!done.test(last)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not " + what + " in time: " + last.asString());
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      last = look.get();
    }
    return last;
  }
}
