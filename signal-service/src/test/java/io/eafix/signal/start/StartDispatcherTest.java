package io.eafix.signal.start;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.support.Eventually;
import io.eafix.signal.support.Orchestrator;
import io.eafix.signal.support.Signals;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartDispatcherTest {

  @AfterEach
  void healOrchestrator() {
    Orchestrator.heal();
  }

  @Test
  void aStartIsTriedWithOneKeyUntilItIsAccepted() {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    List<Integer> faults = List.of(503, -1, 409, 500);
    Orchestrator.answer(
        call -> {
          int n =
              tries.computeIfAbsent(call.signalId(), id -> new AtomicInteger()).getAndIncrement();
          return n < faults.size() ? faults.get(n) : 201;
        });
    String id = Signals.send("BUY", Map.of());
    Eventually.until("started", () -> "STARTED".equals(state(id)));
    List<Orchestrator.Call> calls = callsOf(id);
    assertEquals(faults.size() + 1, calls.size());
    assertEquals(1, calls.stream().map(Orchestrator.Call::key).distinct().count());
    assertEquals("trading", calls.get(0).body().getString("definition"));
    assertEquals("BUY", calls.get(0).body().getJsonObject("context").getString("side"));
  }

  @Test
  void aRefusalForGoodIsNotTriedAgain() {
    Orchestrator.answer(call -> 422);
    String id = Signals.send("SELL", Map.of());
    Eventually.until("refused", () -> "REFUSED".equals(state(id)));
    assertEquals(1, callsOf(id).size());
  }

  @Test
  void holdStartsNothing() {
    String id = Signals.send("HOLD", Map.of());
    get("/signals/" + id).then().body("action", equalTo("HOLD")).body("saga", equalTo(null));
    String later = Signals.send("BUY", Map.of());
    Eventually.until("the later one started", () -> "STARTED".equals(state(later)));
    assertTrue(callsOf(id).isEmpty());
  }

  private static String state(String id) {
    return get("/signals/" + id).path("saga.state");
  }

  private static List<Orchestrator.Call> callsOf(String id) {
    return Orchestrator.calls().stream().filter(call -> call.signalId().equals(id)).toList();
  }
}
