package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The FIX venue against a simulator that is disconnected and killed. */
@EnabledIfSystemProperty(
    named = "eafix.test.fix",
    matches = "true",
    disabledReason = "Not proven to pass yet; run it with -Deafix.test.fix=true")
@QuarkusTest
@TestProfile(FixVenueTest.WithFix.class)
@QuarkusTestResource(value = SimulatorProcess.class, restrictToAnnotatedClass = true)
class FixVenueTest {
  private static final int ORDERS = 100;
  private static final long SEED = 20260105;

  @Inject AgroalDataSource database;

  /** Makes the test run with its own application. */
  public static class WithFix implements QuarkusTestProfile {}

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
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.00000");
    Response open = Engine.awaitStatus(Engine.submitted(order), "NEW");
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
  void whatLeavesNoEvidenceWaitsForAPersonAndKeepsItsOrderAlive() throws SQLException {
    Leftovers left = Leftovers.make();
    left.sent(database, FixVenue.NAME, 0);
    String execution = left.execution().toString();
    Engine.awaitStatus(execution, "MANUAL_REVIEW").then().body("order.leaves", equalTo("10000"));

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

  private static Response review(String execution, Map<String, Object> decision) {
    return Engine.write(UUID.randomUUID().toString()).body(decision).post("/reviews/" + execution);
  }

  @Test
  void everyAcceptedOrderIsAtTheVenueOnceThroughKillsAndDisconnections() {
    Random random = new Random(SEED);
    List<String> executions = new ArrayList<>();
    int ordersBefore = venue("venueOrders");
    for (int i = 0; i < ORDERS; i++) {
      executions.add(Engine.submitted(Engine.marketOrder("FIX-CHAOS")));
      if (random.nextInt(10) == 0) {
        disturb(random);
      }
    }
    int filled = 0;
    for (String execution : executions) {
      Response end =
          Engine.await(
              () -> Engine.status(execution),
              a -> List.of("FILLED", "REJECTED", "MANUAL_REVIEW").contains(a.path("status")),
              "ended");
      end.then().body("sends", equalTo(1));
      filled += "FILLED".equals(end.path("status")) ? 1 : 0;
    }
    assertEquals(0, venue("duplicates"));
    assertEquals(ordersBefore + filled, venue("venueOrders"));
    assertTrue(filled > 0);
    given().get("/orders/stats").then().body("strayExecutions", equalTo(0));
  }

  private static void disturb(Random random) {
    if (random.nextBoolean()) {
      given().port(SimulatorProcess.httpPort()).post("/disconnect");
    } else {
      SimulatorProcess.kill();
      SimulatorProcess.launch();
      Engine.await(FixVenueTest::stats, a -> a.statusCode() == 200, "started again");
    }
  }

  private static Response stats() {
    try {
      return given().port(SimulatorProcess.httpPort()).get("/stats");
    } catch (Exception refused) {
      return given().get("/q/health/live-not-yet");
    }
  }

  private static int venue(String figure) {
    return stats().path(figure);
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
