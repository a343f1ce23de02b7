package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kill switch is read in the transaction that commits the intent to send. */
@QuarkusTest
class KillSwitchTest {
  @Inject AgroalDataSource database;
  @Inject MeterRegistry registry;

  private final String account = Engine.account();

  @AfterEach
  void goOn() {
    set("ACCOUNT", account, "ACTIVE", false);
    Engine.noFaults();
  }

  @Test
  void aHaltAfterIntakeStopsAnOrderThatWasNotSent() {
    Engine.fault("DISCONNECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "IN_DOUBT");
    String waiting = Engine.submitted(Engine.marketOrder(account));
    set("ACCOUNT", account, "HALTED", false);
    Engine.noFaults();

    Engine.awaitStatus(waiting, "REJECTED")
        .then()
        .body("order.code", equalTo("trading-stopped"))
        .body("sends", equalTo(0));
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
  }

  @Test
  void aHaltIsScoped() {
    set("ACCOUNT", account, "HALTED", false);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    set("ACCOUNT", account, "ACTIVE", false);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
  }

  @Test
  void reducingLetsOutOnlyWhatReduces() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    set("ACCOUNT", account, "REDUCING", false);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
    Map<String, Object> tooMuch = Engine.marketOrder(account);
    tooMuch.put("side", "SELL");
    tooMuch.put("quantity", "10001");
    Engine.awaitStatus(Engine.submitted(tooMuch), "REJECTED");
    tooMuch.put("quantity", "10000");
    Engine.awaitStatus(Engine.submitted(tooMuch), "FILLED");
  }

  @Test
  void cancelsPassAndAHaltCancelsOpenOrdersIfAsked() {
    String open = Engine.submitted(resting());
    Engine.awaitStatus(open, "NEW");
    set("ACCOUNT", account, "HALTED", true).then().body("cancelled", equalTo(1));

    Engine.awaitStatus(open, "CANCELED");
    given().get("/trading-state").then().body("value", hasItem(account));
  }

  @Test
  void aHaltCancelsAnOrderThatWasReplacedAsOftenAsItMay() throws SQLException {
    String open = Engine.submitted(resting());
    String order = Engine.awaitStatus(open, "NEW").path("orderId");
    instructions(order, 900);
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("quantity", "20000"))
        .post("/orders/" + order + "/replace")
        .then()
        .statusCode(422)
        .body("type", endsWith("too-many-instructions"));
    set("ACCOUNT", account, "HALTED", true).then().body("cancelled", equalTo(1));
    Engine.awaitStatus(open, "CANCELED");
  }

  @Test
  void aHaltSaysWhatItCannotCancelAndCancelsTheRest() throws SQLException {
    double before = leftOut();
    String worn = Engine.submitted(resting());
    String order = Engine.awaitStatus(worn, "NEW").path("orderId");
    instructions(order, 999);
    String open = Engine.submitted(resting());
    Engine.awaitStatus(open, "NEW");
    set("ACCOUNT", account, "HALTED", true).then().body("cancelled", equalTo(1));
    Engine.awaitStatus(open, "CANCELED");
    Engine.status(worn).then().body("status", equalTo("NEW"));
    assertEquals(before + 1, leftOut());
  }

  private double leftOut() {
    return registry.counter("eafix.halt.cancels.left.out").count();
  }

  private Map<String, Object> resting() {
    Map<String, Object> order = Engine.marketOrder(account);
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.00000");
    return order;
  }

  private void instructions(String order, int count) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE orders SET instructions = %d WHERE id = '%s'".formatted(count, order));
    }
  }

  private static Response set(String scope, String value, String state, boolean cancel) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", scope);
    body.put("value", value);
    body.put("state", state);
    body.put("person", "A. Trader");
    body.put("reason", "test");
    body.put("cancelOrders", cancel);
    Response answer = Engine.write(UUID.randomUUID().toString()).body(body).put("/trading-state");
    answer.then().statusCode(200);
    return answer;
  }
}
