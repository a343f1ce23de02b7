package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine as the saga's pivot, and the undoing of it. */
@QuarkusTest
class SagaStepTest {
  private final String saga = UUID.randomUUID().toString();
  private final String signal = UUID.randomUUID().toString();

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void executesTheOrderOfASignal() {
    Response ticket = call("execute_order", "action", order());
    ticket.then().statusCode(202);
    String location = location(ticket);

    Engine.await(() -> given().get(location), a -> a.statusCode() == 200, "executed")
        .then()
        .body("status", equalTo("FILLED"))
        .body("executionId", equalTo(ticket.path("executionId")))
        .body("orderId", equalTo(ticket.path("orderId")))
        .body("fills", hasSize(1))
        .body("fills[0].side", equalTo("BUY"))
        .body("fills[0].price", equalTo("1.08512"));
    call("execute_order", "action", order())
        .then()
        .statusCode(202)
        .header("Idempotent-Replayed", "true")
        .body("orderId", equalTo(ticket.path("orderId")));
  }

  @Test
  void anotherSagaCannotOrderForTheSameSignal() {
    call("execute_order", "action", order()).then().statusCode(202);
    Engine.sagaStep(UUID.randomUUID().toString(), "execute_order", "action", order())
        .then()
        .statusCode(422)
        .body("type", endsWith("signal-already-ordered"));
  }

  @Test
  void aSignalThatExpiredOnTheWayIsNotOrdered() {
    Map<String, Object> late = order();
    late.put("validUntil", Instant.now().minusMillis(1).toString());
    for (boolean replayed : List.of(false, true)) {
      Response refused = call("execute_order", "action", late);
      refused.then().statusCode(422).body("type", endsWith("signal-expired"));
      assertEquals(replayed ? "true" : null, refused.header("Idempotent-Replayed"));
    }
    call("cancel_order", "compensation", cancel())
        .then()
        .statusCode(200)
        .body("outcome", equalTo("NOTHING_TO_CANCEL"));
    Map<String, Object> inTime = Engine.orderOf(UUID.randomUUID().toString());
    inTime.put("validUntil", Instant.now().plusSeconds(600).toString());
    Engine.sagaStep(UUID.randomUUID().toString(), "execute_order", "action", inTime)
        .then()
        .statusCode(202);
  }

  @Test
  void aRefusedOrderRefusesTheStep() {
    Engine.fault("REJECT");
    String location = location(call("execute_order", "action", order()));
    Engine.await(() -> given().get(location), a -> a.statusCode() == 422, "refused")
        .then()
        .body("type", endsWith("order-not-executed"))
        .body("code", equalTo("refused-on-demand"));
    call("cancel_order", "compensation", cancel())
        .then()
        .statusCode(200)
        .body("outcome", equalTo("CANCELED"));
  }

  @Test
  void aFilledOrderIsRecordedAndNotUndone() {
    String location = location(call("execute_order", "action", order()));
    Engine.await(() -> given().get(location), a -> a.statusCode() == 200, "executed");
    call("cancel_order", "compensation", cancel())
        .then()
        .statusCode(200)
        .body("outcome", equalTo("ALREADY_FILLED"))
        .body("fills", hasSize(1));
  }

  @Test
  void aCompensationBeforeItsActionBarsIt() {
    call("cancel_order", "compensation", cancel())
        .then()
        .statusCode(200)
        .body("outcome", equalTo("NOTHING_TO_CANCEL"));
    call("execute_order", "action", order())
        .then()
        .statusCode(422)
        .body("type", endsWith("saga-step-compensated"));
  }

  @Test
  void aCancelWaitsUntilItIsKnownWhatBecameOfTheOrder() {
    Engine.fault("DROP_ANSWER");
    Engine.fault("DROP_ANSWER", "QUERY", 1, 0);
    Response ticket = call("execute_order", "action", order());
    Engine.awaitStatus(ticket.path("executionId"), "IN_DOUBT");

    Response cancel = call("cancel_order", "compensation", cancel());
    cancel.then().statusCode(202).body("outcome", equalTo("CANCELING"));
    Engine.await(() -> given().get(location(cancel)), a -> a.statusCode() == 200, "cancelled")
        .then()
        .body("outcome", equalTo("ALREADY_FILLED"))
        .body("fills", hasSize(1));
  }

  @Test
  void anOrderThatNeverArrivedGoesOutAnewOnceItsVenueHasPromised() {
    int before = venueOrders();
    Engine.fault("DROP_REQUEST");
    Response ticket = call("execute_order", "action", order());
    Response executed =
        Engine.await(() -> given().get(location(ticket)), a -> a.statusCode() == 200, "executed");
    executed.then().body("status", equalTo("FILLED")).body("fills", hasSize(1));
    assertEquals(before + 1, venueOrders());
    given()
        .get("/orders/" + ticket.path("orderId"))
        .then()
        .body("clOrdId", not(equalTo(ticket.path("clOrdId"))))
        .body("clOrdId", equalTo(executed.path("clOrdId")));
    given()
        .get("/orders/" + ticket.path("orderId") + "/history")
        .then()
        .body(
            "history.trigger",
            equalTo(List.of("SEND", "LOSE_TRACK", "UNSEND", "SEND", "FULL_FILL")))
        .body("messages.kind", equalTo(List.of("NEW", "NEW")))
        .body("messages.state", equalTo(List.of("REFUSED", "DONE")));
  }

  @Test
  void anOrderThatNeverArrivesIsRefusedInTheEnd() {
    int before = venueOrders();
    Engine.fault("DROP_REQUEST", "SUBMIT", 2, 0);
    String location = location(call("execute_order", "action", order()));
    Engine.await(() -> given().get(location), a -> a.statusCode() == 422, "refused")
        .then()
        .body("code", equalTo("not-received"));
    assertEquals(before, venueOrders());
  }

  @Test
  void anOrderThatNeverArrivedAndIsNotWantedAnyMoreDoesNotGoOutAnew() {
    int before = venueOrders();
    Engine.fault("DROP_REQUEST");
    Response ticket = call("execute_order", "action", order());
    Engine.awaitStatus(ticket.path("executionId"), "IN_DOUBT");
    Response cancel = call("cancel_order", "compensation", cancel());
    cancel.then().statusCode(202);
    Engine.await(() -> given().get(location(cancel)), a -> a.statusCode() == 200, "cancelled")
        .then()
        .body("outcome", equalTo("CANCELED"))
        .body("fills", hasSize(0));
    assertEquals(before, venueOrders());
  }

  @Test
  void anUnsentOrderIsWithdrawn() {
    Engine.fault("DISCONNECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "IN_DOUBT");
    Response ticket = call("execute_order", "action", order());
    call("cancel_order", "compensation", cancel())
        .then()
        .statusCode(200)
        .body("outcome", equalTo("CANCELED"));
    Engine.noFaults();
    Engine.status(ticket.path("executionId"))
        .then()
        .body("status", equalTo("CANCELED"))
        .body("state", equalTo("WITHDRAWN"))
        .body("sends", equalTo(0));
  }

  @Test
  void aReplaceKeepsWithinWhatTheSagaReserved() {
    Map<String, Object> resting = new HashMap<>(order());
    resting.put("orderType", "LIMIT");
    resting.put("timeInForce", "GTC");
    resting.put("limitPrice", "0.50000");
    Response ticket = call("execute_order", "action", resting);
    Engine.awaitStatus(ticket.path("executionId"), "NEW");
    String orderId = ticket.path("orderId");
    for (Map<String, String> growing :
        List.of(
            Map.of("quantity", "10001"),
            Map.of("price", "0.50001"),
            Map.of("quantity", "9000", "price", "0.50001"))) {
      replace(orderId, growing)
          .then()
          .statusCode(422)
          .body("type", endsWith("beyond-reservation"))
          .body("detail", equalTo("reserved for it: 10000 at 0.50000"));
    }
    String within =
        replace(orderId, Map.of("quantity", "9000", "price", "0.50000"))
            .then()
            .statusCode(202)
            .extract()
            .path("executionId");
    Engine.await(() -> Engine.status(within), a -> "DONE".equals(a.path("state")), "done")
        .then()
        .body("order.quantity", equalTo("9000"));
    String again =
        replace(orderId, Map.of("quantity", "10000"))
            .then()
            .statusCode(202)
            .extract()
            .path("executionId");
    Engine.await(() -> Engine.status(again), a -> "DONE".equals(a.path("state")), "done")
        .then()
        .body("order.quantity", equalTo("10000"));
    call("cancel_order", "compensation", cancel()).then().statusCode(202);
    Engine.awaitStatus(ticket.path("executionId"), "CANCELED");
  }

  private static Response replace(String orderId, Map<String, String> changes) {
    return Engine.write(UUID.randomUUID().toString())
        .body(changes)
        .post("/orders/" + orderId + "/replace");
  }

  private Map<String, Object> order() {
    return Engine.orderOf(signal);
  }

  private Map<String, Object> cancel() {
    return Map.of("signalId", signal);
  }

  private Response call(String path, String phase, Map<String, Object> body) {
    return Engine.sagaStep(saga, path, phase, body);
  }

  private static int venueOrders() {
    return given().get("/venues/paper/stats").path("venueOrders");
  }

  private static String location(Response answer) {
    return answer.header("Location").replaceFirst("^https?://[^/]+", "");
  }
}
