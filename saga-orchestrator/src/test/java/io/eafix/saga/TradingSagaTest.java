package io.eafix.saga;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.ReceivedCall;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The definition that ships, against participants over HTTP. */
@QuarkusTest
class TradingSagaTest {

  private static final String SIGNAL =
      """
      {"signalId":"S1","account":"DEMO","symbol":"EURUSD","side":"BUY","quantity":"10000",
       "strategy":"cross","bid":"1.0850","ask":"1.0852","quoteTime":"2026-01-05T10:00:00Z",
       "asOf":"2026-01-05T10:00:01Z","validUntil":"2026-01-05T10:05:00Z"}
      """;
  private static final String FILL =
      """
      {"executionId":"E1","orderId":"O1","clOrdId":"C1","status":"FILLED","fills":[
       {"venue":"PAPER","account":"DEMO","execId":"X1","symbol":"EURUSD","side":"BUY",
        "quantity":"10000","price":"1.0852","time":"2026-01-05T10:00:02Z"}]}
      """;

  @BeforeEach
  void participants() {
    StubParticipants.reset();
    StubParticipants.on("/signal-service/saga/validate_signal", call -> Reply.ok(SIGNAL));
    StubParticipants.on(
        "/risk-service/saga/check_risk",
        call -> Reply.ok("{\"decisionId\":\"D1\",\"reservationId\":\"R1\",\"checks\":[]}"));
    StubParticipants.on("/execution-engine/saga/execute_order", call -> Reply.ok(FILL));
    StubParticipants.on(
        "/risk-service/saga/update_records", call -> Reply.ok("{\"positions\":[]}"));
  }

  @Test
  void runsAllStepsAndMapsTheirInputs() {
    String saga = start();
    JsonPath ended = Sagas.await(saga, "COMPLETED");
    assertEquals("4 of 4 steps", ended.getString("progress"));
    assertEquals(
        List.of("do validate_signal", "do check_risk", "do execute_order", "do update_records"),
        StubParticipants.ledger().of(saga));
    ReceivedCall risk = StubParticipants.calls(saga).get(1);
    assertEquals("2026-01-05T10:00:01Z", risk.body().get("asOf").asText());
    assertEquals("10000", risk.body().get("quantity").asText());
    ReceivedCall order = StubParticipants.calls(saga).get(2);
    assertEquals("cross", order.body().get("strategy").asText(), "or no halt of it is heard");
    ReceivedCall records = StubParticipants.calls(saga).get(3);
    assertTrue(records.body().get("fills").isArray());
    assertEquals("1.0852", records.body().get("fills").get(0).get("price").asText());
    assertEquals(saga + ":update_records:action", records.key());
    assertEquals("action", records.phase());
  }

  @Test
  void polledOrderCompletes() {
    StubParticipants.on(
        "/execution-engine/saga/execute_order",
        call -> Reply.accepted("/execution-engine/saga/execute_order/E1"));
    int[] polls = {0};
    StubParticipants.on(
        "/execution-engine/saga/execute_order/E1",
        call ->
            ++polls[0] < 3
                ? Reply.accepted("/execution-engine/saga/execute_order/E1")
                : Reply.ok(FILL));
    String saga = start();
    Sagas.await(saga, "COMPLETED");
    assertEquals(3, polls[0]);
  }

  @Test
  void refusedOrderIsCompensatedInReverse() {
    StubParticipants.on("/execution-engine/saga/execute_order", call -> Reply.status(422));
    String saga = start();
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals(
        List.of("do validate_signal", "do check_risk", "undo check_risk", "undo validate_signal"),
        StubParticipants.ledger().of(saga));
    assertTrue(ended.getString("reason").contains("execute_order"));
    ReceivedCall last = StubParticipants.calls(saga).get(4);
    assertTrue(last.body().get("reason").asText().contains("execute_order was refused"));
  }

  @Test
  void oneSagaForEachSignal() {
    String signal = UUID.randomUUID().toString();
    Sagas.start(UUID.randomUUID().toString(), "trading", signal, Map.of("signalId", signal))
        .statusCode(201)
        .header("Location", containsString("/sagas/"));
    Sagas.start(UUID.randomUUID().toString(), "trading", signal, Map.of("signalId", signal))
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:business-key-taken"));
  }

  private static String start() {
    return Sagas.start("trading", Map.of("signalId", "S1"));
  }
}
