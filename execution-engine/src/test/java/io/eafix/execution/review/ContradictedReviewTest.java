package io.eafix.execution.review;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.ReportSink;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's decision that the fills contradict is not carried out. */
@QuarkusTest
class ContradictedReviewTest {
  @Inject AgroalDataSource database;
  @Inject ReportSink sink;

  private final Leftovers left = Leftovers.make();

  @BeforeEach
  void inReview() throws SQLException {
    left.sentElsewhere(database);
    execute("UPDATE orders SET status = 'IN_DOUBT' WHERE id = '%s'");
    execute("UPDATE orders SET status = 'MANUAL_REVIEW' WHERE id = '%s'");
    execute("UPDATE instruction SET state = 'MANUAL_REVIEW' WHERE order_id = '%s'");
  }

  @Test
  void whatIsFilledHasFillsForAllOfIt() {
    filled(List.of()).then().statusCode(400).body("field", equalTo("executions"));
    filled(List.of(fill("4000"))).then().statusCode(400).body("allowed", containsString("10000"));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("MANUAL_REVIEW"))
        .body("state", equalTo("MANUAL_REVIEW"))
        .body("order.filled", equalTo("0"));
    filled(List.of(fill("4000"), fill("6000"))).then().statusCode(200);
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("FILLED"))
        .body("order.filled", equalTo("10000"));
  }

  @Test
  void whatTradedWasAtItsVenue() throws SQLException {
    execute("UPDATE orders SET filled = 4000, notional = 4400 WHERE id = '%s'");
    decide(Map.of("finding", "NOT_AT_VENUE", "person", "A. Trader", "reason", "they phoned"))
        .then()
        .statusCode(422)
        .body("type", endsWith("has-traded"))
        .body("detail", containsString("AT_VENUE"));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("MANUAL_REVIEW"))
        .body("state", equalTo("MANUAL_REVIEW"));
  }

  @Test
  void aRefusalOfWhatTradedLeavesTheRestLive() throws SQLException {
    execute("UPDATE orders SET filled = 4000, notional = 4400 WHERE id = '%s'");
    sink.refuse(Leftovers.ELSEWHERE, left.clOrdId(), "no", "Refused")
        .await()
        .atMost(Duration.ofSeconds(10));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("PARTIALLY_FILLED"))
        .body("state", equalTo("REFUSED"))
        .body("order.leaves", equalTo("6000"));
  }

  private Response filled(List<Map<String, String>> executions) {
    return decide(
        Map.of(
            "finding",
            "AT_VENUE",
            "person",
            "A. Trader",
            "reason",
            "their statement",
            "venueOrderId",
            "V1",
            "state",
            "FILLED",
            "executions",
            executions));
  }

  private Map<String, String> fill(String quantity) {
    return Map.of(
        "execId",
        left.clOrdId() + quantity,
        "quantity",
        quantity,
        "price",
        "1.1",
        "time",
        "2026-01-05T10:00:00Z");
  }

  private Response decide(Map<String, Object> decision) {
    return Engine.write(UUID.randomUUID().toString())
        .body(decision)
        .post("/reviews/" + left.execution());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(left.order()));
    }
  }
}
