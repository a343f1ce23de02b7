package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A venue that gives no answers gets no further orders for a while, and none of them is in doubt.
 */
@QuarkusTest
class BreakerTest {
  private static final int INDEFINITE_MAX = 5;
  private static final String OPEN = "eafix_venue_breaker_open{venue=\"paper\"} ";

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void anIllVenueGetsNoMoreUntilItsPauseIsOver() {
    // A definite answer first, so that what other tests left does not count.
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    Engine.fault("DROP_ANSWER", "SUBMIT", INDEFINITE_MAX, 0);
    List<String> unanswered = new ArrayList<>();
    for (int i = 0; i < INDEFINITE_MAX; i++) {
      unanswered.add(Engine.submitted(Engine.marketOrder(Engine.account())));
    }
    Engine.await(
        () -> given().get("/q/metrics"), all -> all.asString().contains(OPEN + "1.0"), "open");
    String held = Engine.submitted(Engine.marketOrder(Engine.account()));
    unanswered.forEach(execution -> Engine.awaitStatus(execution, "FILLED"));
    Engine.status(held).then().body("status", equalTo("PENDING_NEW")).body("sends", equalTo(0));

    Engine.awaitStatus(held, "FILLED").then().body("sends", equalTo(1));
    given().get("/q/metrics").then().body(containsString(OPEN + "0.0"));
  }
}
