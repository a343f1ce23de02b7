package io.eafix.risk.halt;

import static io.eafix.risk.support.Api.put;
import static io.eafix.risk.support.Database.number;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A change of the kill switch and the event that carries it to the engine are one commit. */
@QuarkusTest
class HaltEventsTest {

  private static final String EVENTS =
      """
      select count(*) from outbox where topic = 'trading.states.changed'
        and type = 'io.eafix.risk.trading-state.v1' and aggregate_id = ?""";

  private final String account = "EVT-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void eachChangeIsToldOnceWithItsVersion() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> halt = change("HALTED");
    halt.put("cancelOrders", true);
    put("/trading-state", key, halt)
        .then()
        .statusCode(200)
        .body("state.version", equalTo(1))
        .body("state.cancelOrders", equalTo(true));
    put("/trading-state", key, halt).then().header("Idempotent-Replayed", "true");
    assertEquals(1, told(""));
    assertEquals(
        1,
        told(
            """
             and version = 1 and convert_from(payload, 'UTF8')::jsonb @> jsonb_build_object('scope', 'ACCOUNT',
               'value', aggregate_id_value, 'state', 'HALTED', 'version', 1,
               'cancelOrders', true, 'person', 'R. Officer', 'reason', 'odd fills')"""));

    put("/trading-state", change("ACTIVE")).then().statusCode(200);
    assertEquals(2, told(""));
    get("/trading-state/history?scope=ACCOUNT&value=" + account)
        .then()
        .body("changes.cancelOrders", equalTo(List.of(false, true)));
  }

  @Test
  void aRefusedChangeIsNotTold() {
    Map<String, Object> late = change("HALTED");
    late.put("expectedVersion", 7);
    put("/trading-state", late).then().statusCode(409);
    assertEquals(0, told(""));
  }

  @Test
  void ordersAreCancelledByAHaltOnly() {
    Map<String, Object> goOn = change("ACTIVE");
    goOn.put("cancelOrders", true);
    put("/trading-state", goOn).then().statusCode(400).body("field", equalTo("cancelOrders"));
    goOn.put("state", "REDUCING");
    put("/trading-state", goOn).then().statusCode(400);
    assertEquals(0, told(""));
  }

  private long told(String condition) {
    String id = "ACCOUNT:" + account;
    return number(EVENTS + " " + condition.replace("aggregate_id_value", "'" + account + "'"), id)
        .longValue();
  }

  private Map<String, Object> change(String state) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", "ACCOUNT");
    body.put("value", account);
    body.put("state", state);
    body.put("person", "R. Officer");
    body.put("reason", "odd fills");
    return body;
  }
}
