package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A time-out is not a failure: no answer, no matter why, never becomes a second order. */
@QuarkusTest
class InDoubtTest {

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void aLostAnswerIsFoundAtTheVenue() {
    long before = venueOrders();
    Engine.fault("DROP_ANSWER");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(execution, "IN_DOUBT").then().body("state", equalTo("IN_DOUBT"));

    Engine.awaitStatus(execution, "FILLED")
        .then()
        .body("sends", equalTo(1))
        .body("order.fills", hasSize(1));
    assertEquals(before + 1, venueOrders());
    noDuplicates();
  }

  @Test
  void aLostRequestIsRefusedOnlyWithTheVenuesPromise() {
    long before = venueOrders();
    Engine.fault("DROP_REQUEST");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));

    Engine.awaitStatus(execution, "REJECTED")
        .then()
        .body("sends", equalTo(1))
        .body("order.code", equalTo("not-received"))
        .body("order.fills", hasSize(0));
    assertEquals(before, venueOrders());
  }

  @Test
  void aRequestThatArrivesAfterThePromiseIsRefusedThere() {
    long before = venueOrders();
    Engine.fault("DELAY", "SUBMIT", 1, 1500);
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));

    Engine.awaitStatus(execution, "REJECTED");
    assertEquals(before, venueOrders());
  }

  @Test
  void aRequestThatIsOnlyLateIsFound() {
    long before = venueOrders();
    Engine.fault("DELAY", "SUBMIT", 1, 550);
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));

    Engine.awaitStatus(execution, "FILLED").then().body("sends", equalTo(1));
    assertEquals(before + 1, venueOrders());
    noDuplicates();
  }

  @Test
  void aBrokenConnectionLeavesTheOrderInDoubtUntilItIsBack() {
    Engine.fault("DISCONNECT");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(execution, "IN_DOUBT");
    String waiting = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.status(waiting).then().body("status", equalTo("PENDING_NEW"));

    Engine.noFaults();
    Engine.awaitStatus(execution, "FILLED").then().body("sends", equalTo(1));
    Engine.awaitStatus(waiting, "FILLED").then().body("sends", equalTo(1));
    noDuplicates();
  }

  @Test
  void aVenueThatRestartsHasLostWhatItHadNotTakenInAndKeepsTheRest() {
    Map<String, Object> resting = Engine.marketOrder(Engine.account());
    resting.put("type", "LIMIT");
    resting.put("timeInForce", "GTC");
    resting.put("limitPrice", "1.00000");
    String kept = Engine.submitted(resting);
    Engine.awaitStatus(kept, "NEW");
    Engine.fault("RESTART", "SUBMIT", 1, 300);
    String lost = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(lost, "IN_DOUBT");
    String later = Engine.submitted(Engine.marketOrder(Engine.account()));

    Engine.awaitStatus(lost, "REJECTED").then().body("order.code", equalTo("not-received"));
    Engine.awaitStatus(later, "FILLED").then().body("sends", equalTo(1));
    String cancel =
        Engine.write(UUID.randomUUID().toString())
            .body(Map.of())
            .post("/orders/" + Engine.status(kept).path("orderId") + "/cancel")
            .path("executionId");
    Engine.awaitStatus(cancel, "CANCELED");
    noDuplicates();
  }

  @Test
  void lostQuestionsAreAskedAgain() {
    Engine.fault("DROP_ANSWER");
    Engine.fault("DROP_ANSWER", "QUERY", 2, 0);
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));

    Engine.awaitStatus(execution, "FILLED").then().body("sends", equalTo(1));
    noDuplicates();
  }

  private static int venueOrders() {
    return given().get("/venues/paper/stats").path("venueOrders");
  }

  private static void noDuplicates() {
    given().get("/venues/paper/stats").then().body("duplicates", equalTo(0));
  }
}
