package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.eafix.execution.flow.Engine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that is pending at its venue has neither happened nor failed, and is not sent again. */
@QuarkusTest
@TestProfile(FixVenueTest.WithFix.class)
@WithTestResource(SimulatorProcess.class)
class PendingChangesTest {
  private String order;

  @BeforeEach
  void rests() {
    Map<String, Object> limit = Engine.marketOrder(Engine.account());
    limit.put("type", "LIMIT");
    limit.put("timeInForce", "GTC");
    limit.put("limitPrice", "1.00000");
    order = Engine.awaitStatus(Engine.submitted(limit), "NEW").path("orderId");
  }

  @Test
  void aReplaceHappensWhenItIsConfirmed() {
    String replace = pending("replace", Map.of("quantity", "20000"));
    simulate("pending");
    await(replace, "DONE").then().body("order.quantity", equalTo("20000"));
  }

  @Test
  void aReplaceThatIsRefusedAtLastLeavesTheOrderAsItWas() {
    String replace = pending("replace", Map.of("quantity", "20000"));
    simulate("pending?refused=true");
    await(replace, "REFUSED").then().body("order.quantity", equalTo("10000"));
  }

  @Test
  void aCancelIsSentOnce() {
    String cancel = pending("cancel", Map.of());
    simulate("pending");
    await(cancel, "DONE").then().body("status", equalTo("CANCELED")).body("sends", equalTo(1));
  }

  /** Asks for a change that stays pending, until the venue has said so to a question. */
  private String pending(String what, Map<String, Object> body) {
    simulate("faults?kind=PEND");
    String change =
        Engine.write(UUID.randomUUID().toString())
            .body(body)
            .post("/orders/" + order + "/" + what)
            .then()
            .statusCode(202)
            .extract()
            .path("executionId");
    Engine.await(
            () -> Engine.status(change),
            answer -> String.valueOf((Object) answer.path("text")).contains("pending"),
            "pending")
        .then()
        .body("state", equalTo("IN_DOUBT"))
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo("10000"));
    return change;
  }

  private static Response await(String change, String state) {
    return Engine.await(
        () -> Engine.status(change), answer -> state.equals(answer.path("state")), state);
  }

  private static void simulate(String what) {
    given().port(SimulatorProcess.httpPort()).post("/" + what).then().statusCode(200);
  }
}
