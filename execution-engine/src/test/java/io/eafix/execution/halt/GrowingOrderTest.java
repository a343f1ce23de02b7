package io.eafix.execution.halt;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A filled order whose venue may just be making it larger is not over yet. */
@QuarkusTest
class GrowingOrderTest {
  private static final String REPLACE =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, new_quantity, state,
        sent_at, lease_until, created_at, updated_at)
      SELECT gen_random_uuid(), order_id, 2, 'REPLACE', venue, '%3$s', 20000, 'SENT', now(),
        now() + interval '600 s', created_at, updated_at
      FROM instruction WHERE id = '%2$s'""";
  private static final String SHORT =
      """
      INSERT INTO fill (venue, account, exec_id, order_id, cl_ord_id, symbol, side, quantity, price,
        traded_at, booked_at)
      SELECT venue, '%s', cl_ord_id || 'S', id, cl_ord_id, symbol, 'SELL', 20000, 1.1, now(), now()
      FROM orders WHERE id = '%s'""";

  @Inject AgroalDataSource database;
  @Inject ReportSink sink;

  private final String account = Engine.account();
  private final Leftovers left = Leftovers.make();
  private final String changed = ClOrdIds.of(left.order(), 2);

  @BeforeEach
  void filledWhileAReplaceIsOnItsWay() throws SQLException {
    left.sentElsewhere(database);
    execute("UPDATE orders SET account = '%4$s', instructions = 2 WHERE id = '%1$s'", REPLACE);
    book(left.clOrdId(), VenueReport.State.FILLED, "10000", fill());
    order("FILLED");
  }

  @Test
  void aHaltCancelsItToo() {
    Engine.write(UUID.randomUUID().toString())
        .body(
            Map.of(
                "scope",
                "ACCOUNT",
                "value",
                account,
                "state",
                "HALTED",
                "cancelOrders",
                true,
                "person",
                "A. Trader",
                "reason",
                "test"))
        .put("/trading-state")
        .then()
        .statusCode(200)
        .body("cancelled", equalTo(1));
    Engine.await(
        () -> given().get("/orders/" + left.order() + "/history"),
        answer -> "PENDING".equals(answer.path("messages.find { it.kind == 'CANCEL' }.state")),
        "to be cancelled");
    book(changed, VenueReport.State.WORKING, "10000");
    order("PARTIALLY_FILLED");
  }

  @Test
  void aClientMayCancelItUntilTheReplaceIsRefused() {
    cancel(202);
    sink.refuse(Leftovers.ELSEWHERE, changed, "too-late", "Filled")
        .await()
        .atMost(Duration.ofSeconds(10));
    cancel(422);
  }

  @Test
  void whatItMayTradeCountsWhileReducing() throws SQLException {
    execute(SHORT.formatted(account, left.order()));
    Leftovers other = Leftovers.make();
    other.pending(database, Leftovers.ELSEWHERE);
    execute("UPDATE orders SET account = '%4$s' WHERE id = '" + other.order() + "'");
    assertEquals(false, reduces(other));
    sink.refuse(Leftovers.ELSEWHERE, changed, "too-late", "Filled")
        .await()
        .atMost(Duration.ofSeconds(10));
    assertEquals(true, reduces(other));
  }

  private void cancel(int status) {
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of())
        .post("/orders/" + left.order() + "/cancel")
        .then()
        .statusCode(status);
  }

  private boolean reduces(Leftovers other) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT order_reduces(o, NULL) FROM orders o WHERE id = '" + other.order() + "'")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void book(
      String clOrdId, VenueReport.State state, String filled, Execution... executions) {
    VenueReport report =
        new VenueReport(
            Leftovers.ELSEWHERE,
            clOrdId,
            "V1",
            state,
            new BigDecimal(clOrdId.equals(changed) ? "20000" : "10000"),
            new BigDecimal(filled),
            List.of(executions),
            Optional.empty());
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private Execution fill() {
    return new Execution(
        account,
        left.clOrdId() + "1",
        new BigDecimal("10000"),
        new BigDecimal("1.08512"),
        Instant.parse("2026-01-05T10:00:00Z"));
  }

  private void order(String status) {
    Engine.status(left.execution().toString()).then().body("status", equalTo(status));
  }

  private void execute(String... sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one.formatted(left.order(), left.execution(), changed, account));
      }
    }
  }
}
