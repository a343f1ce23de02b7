package io.eafix.execution.halt;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.eafix.execution.flow.Engine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The risk service's kill switch stops what is sent, whoever ordered it. */
@QuarkusTest
class RiskHaltTest {
  private final String account = Engine.account();
  private RiskSwitch risk;

  @BeforeEach
  void connect() {
    risk = new RiskSwitch();
  }

  @AfterEach
  void disconnect() {
    risk.close();
  }

  @Test
  void aHaltInRiskStopsOrdersThatNoSagaBrings() {
    risk.set(account, "HALTED", 1);
    awaitRisk(account, "HALTED", 1);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED")
        .then()
        .body("order.code", equalTo("trading-stopped"))
        .body("sends", equalTo(0));
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");

    risk.set(account, "ACTIVE", 2);
    awaitRisk(account, "ACTIVE", 2);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
  }

  @Test
  void reducingInRiskLetsOutWhatReduces() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    risk.set(account, "REDUCING", 1);
    awaitRisk(account, "REDUCING", 1);
    Map<String, Object> order = Engine.marketOrder(account);
    Engine.awaitStatus(Engine.submitted(order), "REJECTED");
    order.put("side", "SELL");
    Engine.awaitStatus(Engine.submitted(order), "FILLED");
  }

  @Test
  void theStricterOfBothSwitchesHolds() {
    own("HALTED");
    risk.set(account, "ACTIVE", 1);
    awaitRisk(account, "ACTIVE", 1);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
    risk.set(account, "HALTED", 2);
    awaitRisk(account, "HALTED", 2);
    own("ACTIVE");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
  }

  @Test
  void aChangeThatComesLateIsIgnoredAndOneOfARestoredDatabaseMayStop() {
    risk.set(account, "HALTED", 5);
    awaitRisk(account, "HALTED", 5);
    risk.set(account, "ACTIVE", 4);
    risk.set(account, "REDUCING", 5);
    awaitAllRead();
    awaitRisk(account, "HALTED", 5);
    risk.set(account, "ACTIVE", 6);
    awaitRisk(account, "ACTIVE", 6);
    risk.set(account, "HALTED", 2);
    awaitAllRead();
    awaitRisk(account, "ACTIVE", 6);
    // As after a restore of the risk service's database, whose versions begin anew.
    risk.setLater(account, "HALTED", 2);
    awaitRisk(account, "HALTED", 6);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "REJECTED");
  }

  @Test
  void whatCannotBeUnderstoodStops() {
    risk.set(account, "ONLY_ON_TUESDAYS", 1);
    awaitRisk(account, "HALTED", 1);
    risk.send(UUID.randomUUID().toString(), RiskSwitch.TYPE, "{\"scope\": 3}");
    risk.send(UUID.randomUUID().toString(), "io.eafix.risk.other.v1", "{}");
    risk.set(account, "ACTIVE", 2);
    awaitRisk(account, "ACTIVE", 2);
  }

  @Test
  void aHaltCancelsOpenOrdersIfAskedEachOnce() {
    String open = resting(account);
    String other = resting(Engine.account());
    String id = UUID.randomUUID().toString();
    String halt = RiskSwitch.change(account, "HALTED", 1).put("cancelOrders", true).encode();
    risk.send(id, RiskSwitch.TYPE, halt);
    risk.send(id, RiskSwitch.TYPE, halt);

    Engine.awaitStatus(open, "CANCELED");
    awaitAllRead();
    Engine.status(other).then().body("status", equalTo("NEW"));
    String orderId = Engine.status(open).path("orderId");
    given()
        .get("/orders/" + orderId + "/history")
        .then()
        .body("messages.findAll { it.kind == 'CANCEL' }", hasSize(1));
  }

  @Test
  void aHaltThatAsksForNoCancelsLeavesOpenOrders() {
    String open = resting(account);
    risk.set(account, "HALTED", 1);
    awaitRisk(account, "HALTED", 1);
    awaitAllRead();
    Engine.status(open).then().body("status", equalTo("NEW"));
  }

  @Test
  void healthTellsThatTheSwitchIsKnown() {
    String state = "checks.find { it.name == 'kill-switch' }.data.state";
    Engine.await(
        () -> given().get("/q/health/ready"), all -> "KNOWN".equals(all.path(state)), "known");
  }

  /** One partition, in order: when this change is there, all before it were read. */
  private void awaitAllRead() {
    String marker = Engine.account();
    risk.set(marker, "REDUCING", 1);
    awaitRisk(marker, "REDUCING", 1);
  }

  private static String resting(String account) {
    Map<String, Object> order = Engine.marketOrder(account);
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.00000");
    String execution = Engine.submitted(order);
    Engine.awaitStatus(execution, "NEW");
    return execution;
  }

  private static void awaitRisk(String account, String state, int version) {
    String found =
        "find { it.source == 'RISK' && it.value == '" + account + "' && it.state == '" + state;
    Engine.await(
        () -> given().get("/trading-state"),
        all -> Integer.valueOf(version).equals(all.path(found + "' }?.version")),
        state + " in version " + version);
  }

  private Response own(String state) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", "ACCOUNT");
    body.put("value", account);
    body.put("state", state);
    body.put("person", "A. Trader");
    body.put("reason", "test");
    Response answer = Engine.write(UUID.randomUUID().toString()).body(body).put("/trading-state");
    answer.then().statusCode(200);
    return answer;
  }
}
