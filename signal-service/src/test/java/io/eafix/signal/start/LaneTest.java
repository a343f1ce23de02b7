package io.eafix.signal.start;

import static io.eafix.signal.support.Api.post;
import static io.restassured.RestAssured.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.support.Eventually;
import io.eafix.signal.support.Orchestrator;
import io.eafix.signal.support.Signals;
import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The sagas of one series run one after the other. The tests go on with one series. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LaneTest {

  private static int next;
  private static String last;

  @Inject DataSource database;

  @AfterEach
  void heal() {
    Orchestrator.heal();
  }

  @Test
  @Order(1)
  void theNextSagaOfASeriesStartsWhenTheOneBeforeHasEnded() {
    Orchestrator.state(signalId -> "RUNNING");
    String first = nextSignal();
    String second = nextSignal();
    Eventually.until("the first started", () -> started(first));
    String explicit = Signals.send("BUY", Map.of());
    Eventually.until("a client's signal waits for nobody", () -> started(explicit));
    Eventually.until("the first was asked for", () -> Orchestrator.wasAskedFor(first));
    assertEquals("PENDING", state(second));
    Eventually.until(
        "the metric counts it",
        () -> get("/q/metrics").asString().contains("eafix_signals_starts_pending 1.0"));
    Orchestrator.state(signalId -> signalId.equals(first) ? "COMPENSATED" : "RUNNING");
    Eventually.until("the second started", () -> started(second));
  }

  @Test
  @Order(2)
  void aSagaThatNeedsAPersonOrIsNotKnownHoldsNobodyUp() {
    Orchestrator.state(signalId -> "COMPENSATION_FAILED");
    String third = nextSignal();
    Eventually.until("the third started", () -> started(third));
    Orchestrator.state(signalId -> null);
    String fourth = nextSignal();
    Eventually.until("the fourth started", () -> started(fourth));
  }

  @Test
  @Order(3)
  void aSagaThatDoesNotEndHoldsItsLaneForALimitedTime() throws SQLException {
    Orchestrator.state(signalId -> "RUNNING");
    String held = last;
    String fifth = nextSignal();
    Eventually.until("it was asked for", () -> Orchestrator.wasAskedFor(held));
    assertEquals("PENDING", state(fifth));
    execute(
        "update saga_start set settled_at = settled_at - interval '1 hour', ask_at = now()"
            + " where signal_id = ?::uuid",
        held);
    Eventually.until("the fifth started", () -> started(fifth));
  }

  /** As most live series are: the next signal comes long after the saga before it has ended. */
  @Test
  @Order(4)
  void aSagaThatEndedLongAgoWasNotForced() throws SQLException {
    double forced = forced();
    String ended = last;
    execute(
        "update saga_start set settled_at = settled_at - interval '1 hour', ask_at = now()"
            + " where signal_id = ?::uuid",
        ended);
    Orchestrator.state(signalId -> "COMPLETED");
    String sixth = nextSignal();
    Eventually.until("the sixth started", () -> started(sixth));
    assertTrue(Orchestrator.wasAskedFor(ended));
    assertEquals(forced, forced());
  }

  /** As a process leaves it that dies between commit and start. */
  @Test
  @Order(5)
  void aStartThatNobodyWasWokenForIsCaughtUp() throws SQLException {
    String hold = Signals.send("HOLD", Map.of());
    execute("update signal set action = 'SELL' where id = ?::uuid", hold);
    execute("insert into saga_start (signal_id, lane) values (?::uuid, 'left-behind')", hold);
    Eventually.until("it is started", () -> started(hold));
    assertEquals(
        1, Orchestrator.calls().stream().filter(call -> call.signalId().equals(hold)).count());
  }

  private static double forced() {
    return get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("eafix_signals_lanes_forced_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String nextSignal() {
    List<String> made = new ArrayList<>();
    while (made.isEmpty()) {
      assertTrue(next < 1500, "the wave crosses");
      Map<String, String> signal =
          post(Wave.bar(TestStrategies.LANE, next++)).path("signals.find { it.action != 'HOLD' }");
      if (signal != null) {
        made.add(signal.get("signalId"));
      }
    }
    last = made.get(0);
    return last;
  }

  private static boolean started(String id) {
    return "STARTED".equals(state(id));
  }

  private static String state(String id) {
    return get("/signals/" + id).path("saga.state");
  }

  private void execute(String sql, String id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      assertEquals(1, statement.executeUpdate());
    }
  }
}
