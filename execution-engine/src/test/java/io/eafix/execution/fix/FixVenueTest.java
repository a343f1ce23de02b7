package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The FIX venue against the simulator in a process of its own. */
@QuarkusTest
@TestProfile(FixVenueTest.WithFix.class)
@WithTestResource(SimulatorProcess.class)
class FixVenueTest {
  @Inject AgroalDataSource database;

  /** Makes the test run with its own application. */
  public static class WithFix implements QuarkusTestProfile {}

  @AfterEach
  void deepMarketAgain() {
    simulate("depth");
  }

  @Test
  void fillsAMarketOrder() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED")
        .then()
        .body("order.venue", equalTo("fix"))
        .body("order.fills", hasSize(1))
        .body("order.fills[0].price", equalTo("1.08512"))
        .body("order.fills[0].time", equalTo("2026-01-05T10:00:00Z"));
  }

  @Test
  void restsIsReplacedAndCancelled() {
    Response open = Engine.awaitStatus(Engine.submitted(limitOrder("1.00000")), "NEW");
    String orderId = open.path("orderId");
    String replace = change(orderId, "replace", Map.of("quantity", "20000", "price", "1.01"));
    Engine.await(() -> Engine.status(replace), a -> "DONE".equals(a.path("state")), "replaced")
        .then()
        .body("order.quantity", equalTo("20000"))
        .body("order.limitPrice", equalTo("1.01"));

    String cancel = change(orderId, "cancel", Map.of());
    Engine.awaitStatus(cancel, "CANCELED").then().body("state", equalTo("DONE"));
  }

  @Test
  void fillsInPartByTheDepthOfTheMarket() {
    simulate("depth?quantity=4000&levels=2&step=0.00010");
    String execution = Engine.submitted(limitOrder("1.08530"));
    Engine.await(
            () -> Engine.status(execution), a -> "8000".equals(a.path("order.filled")), "filled")
        .then()
        .body("status", equalTo("PARTIALLY_FILLED"))
        .body("order.fills.price", contains("1.08512", "1.08522"));
  }

  @Test
  void reportsThatComeTwiceAreBookedOnce() {
    simulate("faults?kind=REPORT_TWICE");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(execution, "FILLED").then().body("order.fills", hasSize(1));
    // Sent after them on the session, so the second reports have been processed when it is filled.
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    Engine.status(execution)
        .then()
        .body("order.fills", hasSize(1))
        .body("order.filled", equalTo("10000"));
  }

  @Test
  void aMessageThatTheVenueCannotProcessIsRefused() {
    simulate("faults?kind=BUSINESS_REJECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "REJECTED")
        .then()
        .body("order.code", equalTo("business-reject-4"))
        .body("state", equalTo("REFUSED"));
    simulate("faults?kind=SESSION_REJECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "REJECTED")
        .then()
        .body("order.code", equalTo("session-reject-5"));
  }

  @Test
  void aRefusedReplaceLeavesTheOrderAsItWas() {
    Response open = Engine.awaitStatus(Engine.submitted(limitOrder("1.00000")), "NEW");
    simulate("faults?kind=BUSINESS_REJECT");
    String replace = change(open.path("orderId"), "replace", Map.of("quantity", "20000"));
    Engine.await(() -> Engine.status(replace), a -> "REFUSED".equals(a.path("state")), "refused")
        .then()
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo("10000"));
  }

  @Test
  void anOrderThatTheSessionNeverGotIsProvenNotToHaveLeft() throws SQLException {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    int before = venue("venueOrders");
    Leftovers left = Leftovers.make();
    left.sent(database, FixVenue.NAME, 0);
    Engine.awaitStatus(left.execution().toString(), "REJECTED")
        .then()
        .body("order.code", equalTo("not-received"))
        .body("sends", equalTo(1));
    assertEquals(before, venue("venueOrders"));
  }

  @Test
  void theOrderOfASagaThatProvablyNeverLeftGoesOutAnew() throws SQLException {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    int before = venue("venueOrders");
    Leftovers left = Leftovers.make();
    left.ofSaga(database, FixVenue.NAME, 0);
    Engine.awaitStatus(left.execution().toString(), "FILLED").then().body("sends", equalTo(1));
    assertEquals(before + 1, venue("venueOrders"));
  }

  @Test
  void whatLeavesNoEvidenceWaitsForAPersonAndKeepsItsOrderAlive() {
    simulate("faults?kind=IGNORE");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(execution, "MANUAL_REVIEW").then().body("order.leaves", equalTo("10000"));
    given().get("/reviews").then().body("executionId", hasItem(execution));

    review(execution, Map.of("finding", "ASK_AGAIN", "person", "A. Trader", "reason", "try"))
        .then()
        .statusCode(200);
    Engine.awaitStatus(execution, "MANUAL_REVIEW");
    review(
            execution,
            Map.of("finding", "NOT_AT_VENUE", "person", "A. Trader", "reason", "they phoned"))
        .then()
        .statusCode(200)
        .body("status", equalTo("REJECTED"))
        .body("order.code", equalTo("not-at-venue"));
    review(execution, Map.of("finding", "ASK_AGAIN", "person", "A. Trader", "reason", "late"))
        .then()
        .statusCode(422);
  }

  @Test
  void aReportThatCannotBeBookedIsDeliveredAgain() throws SQLException {
    Response open = Engine.awaitStatus(Engine.submitted(limitOrder("1.08505")), "NEW");
    String execution = open.path("executionId");
    Map<String, Object> mover = Engine.marketOrder(Engine.account());
    mover.put("bid", "1.08400");
    mover.put("ask", "1.08450");
    String moved;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT FROM orders WHERE id = '" + open.path("orderId") + "' FOR UPDATE");
      moved = Engine.submitted(mover);
      awaitTwoThatWaitForALock(statement);
      connection.rollback();
    }
    Engine.awaitStatus(execution, "FILLED").then().body("order.fills", hasSize(1));
    Engine.awaitStatus(moved, "FILLED").then().body("order.fills", hasSize(1));
  }

  /** The first gave up in time and left the report unacknowledged, so that it came again. */
  private static void awaitTwoThatWaitForALock(Statement statement) {
    Engine.await(
        () -> given().get("/q/health/live"),
        live -> {
          try (ResultSet waiting =
              statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            waiting.next();
            return waiting.getInt(1) >= 2;
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        },
        "delivered again");
  }

  @Test
  void whatTheVenueHadNotReadWhenItDiedIsFilledByAGapAndTheSessionGoesOn() {
    SimulatorProcess.pause();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lost.add(Engine.submitted(Engine.marketOrder(Engine.account())));
    }
    // A gap fill is no proof, so not even this goes out anew.
    lost.add(
        Engine.sagaStep(
                UUID.randomUUID().toString(),
                "execute_order",
                "action",
                Engine.orderOf(UUID.randomUUID().toString()))
            .path("executionId"));
    lost.forEach(execution -> Engine.awaitStatus(execution, "IN_DOUBT"));
    SimulatorProcess.crash();

    lost.forEach(
        execution ->
            Engine.awaitStatus(execution, "REJECTED")
                .then()
                .body("order.code", equalTo("not-received"))
                .body("sends", equalTo(1)));
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
  }

  @Test
  void whatWasSentIntoADisconnectionIsResolvedWhenTheSessionIsBack() {
    int strays = strays();
    for (int i = 0; i < 5; i++) {
      String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
      simulate("disconnect");
      Response end =
          Engine.await(
              () -> Engine.status(execution),
              a -> List.of("FILLED", "REJECTED").contains(a.path("status")),
              "ended");
      end.then().body("order.fills", hasSize("FILLED".equals(end.path("status")) ? 1 : 0));
    }
    assertEquals(0, venue("duplicates"));
    assertEquals(strays, strays());
  }

  private static int strays() {
    return given().get("/orders/stats").path("strayExecutions");
  }

  private static Response review(String execution, Map<String, Object> decision) {
    return Engine.write(UUID.randomUUID().toString()).body(decision).post("/reviews/" + execution);
  }

  private static Map<String, Object> limitOrder(String price) {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", price);
    return order;
  }

  private static void simulate(String what) {
    given().port(SimulatorProcess.httpPort()).post("/" + what).then().statusCode(200);
  }

  private static int venue(String figure) {
    return given().port(SimulatorProcess.httpPort()).get("/stats").path(figure);
  }

  private static String change(String orderId, String what, Map<String, Object> body) {
    return Engine.write(UUID.randomUUID().toString())
        .body(body)
        .post("/orders/" + orderId + "/" + what)
        .then()
        .statusCode(202)
        .extract()
        .path("executionId");
  }
}
