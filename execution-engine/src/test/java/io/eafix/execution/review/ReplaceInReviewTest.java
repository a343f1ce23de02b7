package io.eafix.execution.review;

import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replace about which a person decides, and what its venue says of it later. */
@QuarkusTest
class ReplaceInReviewTest {
  @Inject AgroalDataSource database;
  @Inject ReportSink sink;

  private final Leftovers left = Leftovers.make();
  private final String changed = ClOrdIds.of(left.order(), 2);

  @BeforeEach
  void inReview() throws SQLException {
    left.cancelAfterReplace(database, Leftovers.ELSEWHERE);
    execute(
        "DELETE FROM instruction WHERE order_id = '%s' AND kind = 'CANCEL'",
        """
        UPDATE instruction SET id = '%2$s', state = 'MANUAL_REVIEW', new_quantity = 20000,
          new_price = 1.08, sends = 1, sent_at = now()
        WHERE order_id = '%1$s' AND kind = 'REPLACE'""",
        "UPDATE orders SET instructions = 2 WHERE id = '%s'");
  }

  @Test
  void atItsVenueChangesTheOrder() {
    decide(atVenue(Map.of()));
    order("20000", "1.08", changed).body("state", equalTo("DONE"));
  }

  @Test
  void atItsVenueChangesTheOrderAsTheVenueHasIt() {
    decide(atVenue(Map.of("quantity", "15000", "price", "1.07")));
    order("15000", "1.07", changed).body("state", equalTo("DONE"));
  }

  @Test
  void notAtItsVenueLeavesTheOrder() {
    decide(decision("NOT_AT_VENUE"));
    order("10000", "1.09", left.clOrdId()).body("state", equalTo("REFUSED"));
  }

  @Test
  void aReportThatComesLaterThanTheDecisionIsBelieved() {
    decide(decision("NOT_AT_VENUE"));
    report("15000");
    order("15000", "1.08", changed).body("state", equalTo("DONE"));
  }

  @Test
  void butNotIfALaterReplaceWasConfirmed() throws SQLException {
    decide(decision("NOT_AT_VENUE"));
    String later = ClOrdIds.of(left.order(), 3);
    execute(
        """
        INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, new_quantity, state,
          sent_at, created_at, updated_at)
        SELECT gen_random_uuid(), order_id, 3, kind, venue, '%3$s', 12000, 'DONE', sent_at,
          created_at, updated_at
        FROM instruction WHERE id = '%2$s'""",
        "UPDATE orders SET instructions = 3, quantity = 12000, cl_ord_id = '%3$s' WHERE id = '%1$s'");
    report("20000");
    order("12000", "1.09", later).body("state", equalTo("REFUSED"));
  }

  @Test
  void aConfirmationChangesTheOrderAsTheVenueHasIt() throws SQLException {
    execute("UPDATE instruction SET state = 'IN_DOUBT' WHERE id = '%2$s'");
    report("15000");
    order("15000", "1.08", changed).body("state", equalTo("DONE"));
  }

  private void report(String quantity) {
    VenueReport report =
        new VenueReport(
            Leftovers.ELSEWHERE,
            changed,
            "V1",
            VenueReport.State.WORKING,
            new BigDecimal(quantity),
            BigDecimal.ZERO,
            List.of(),
            Optional.empty());
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private static Map<String, Object> decision(String finding) {
    return new HashMap<>(
        Map.of("finding", finding, "person", "A. Trader", "reason", "their statement"));
  }

  private static Map<String, Object> atVenue(Map<String, String> terms) {
    Map<String, Object> decision = decision("AT_VENUE");
    decision.put("venueOrderId", "V1");
    decision.put("state", "WORKING");
    decision.putAll(terms);
    return decision;
  }

  private void decide(Map<String, Object> decision) {
    Engine.write(UUID.randomUUID().toString())
        .body(decision)
        .post("/reviews/" + left.execution())
        .then()
        .statusCode(200);
  }

  private ValidatableResponse order(String quantity, String price, String clOrdId) {
    return Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo(quantity))
        .body("order.limitPrice", equalTo(price))
        .body("order.clOrdId", equalTo(clOrdId));
  }

  private void execute(String... sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(
            one.formatted(left.order(), left.execution(), ClOrdIds.of(left.order(), 3)));
      }
    }
  }
}
