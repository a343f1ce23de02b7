package io.eafix.execution.book;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.paper.PaperVenue;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replaces that cross the end of their order. */
@QuarkusTest
class CrossedReplaceTest {
  private static final String REPLACE =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, new_quantity, state,
        sent_at, lease_until, created_at, updated_at)
      SELECT gen_random_uuid(), order_id, 2, 'REPLACE', venue, '%s', %s, 'SENT', now(),
        now() + interval '600 s', created_at, updated_at
      FROM instruction WHERE id = '%s'""";
  private static final String TWO = "UPDATE orders SET instructions = 2 WHERE id = '%s'";

  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();

  @Test
  void aVenueMayGrowAnOrderThatItHadFilled() throws SQLException {
    String changed = filledAndReplacedBy("20000");
    book(changed, VenueReport.State.WORKING, "20000", "10000");
    order("PARTIALLY_FILLED", "20000", "10000");
    book(changed, VenueReport.State.FILLED, "20000", "20000", fill("2"));
    order("FILLED", "20000", "20000");
  }

  @Test
  void aFilledOrderWhoseQuantityStaysIsFilled() throws SQLException {
    String changed = filledAndReplacedBy("10000");
    book(changed, VenueReport.State.FILLED, "10000", "10000");
    order("FILLED", "10000", "10000");
  }

  @Test
  void aReplaceThatItsVenueCappedAtWhatWasFilledLeavesTheOrderFilled() throws SQLException {
    String changed = filledAndReplacedBy("20000");
    book(changed, VenueReport.State.FILLED, "10000", "10000");
    order("FILLED", "10000", "10000");
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED", "EXPIRED"})
  void theEndOfAnOrderThatHadGrownIsBookedThoughItsGrowthWasNotTold(VenueReport.State end)
      throws SQLException {
    book(filledAndReplacedBy("20000"), end, "20000", "10000");
    order(end.name(), "20000", "10000");
  }

  @Test
  void aReplaceThatWaitedUntilItsOrderHadEndedIsNotSent() throws SQLException {
    left.cancelAfterReplace(database, Leftovers.ELSEWHERE);
    execute(
        """
        WITH ended AS (
          UPDATE orders SET status = 'FILLED', filled = quantity, venue = '%s' WHERE id = '%s'
          RETURNING id, venue)
        UPDATE instruction i SET venue = ended.venue FROM ended WHERE order_id = ended.id"""
            .formatted(PaperVenue.NAME, left.order()));
    String replace = "messages.find { it.kind == 'REPLACE' }.";
    Engine.await(
            () -> given().get("/orders/" + left.order() + "/history"),
            answer -> "REFUSED".equals(answer.path(replace + "state")),
            "refused")
        .then()
        .body(replace + "code", equalTo("order-ended"))
        .body(replace + "sends", equalTo(0));
  }

  private String filledAndReplacedBy(String quantity) throws SQLException {
    left.sentElsewhere(database);
    book(left.clOrdId(), VenueReport.State.FILLED, "10000", "10000", fill("1"));
    order("FILLED", "10000", "10000");
    String changed = ClOrdIds.of(left.order(), 2);
    execute(REPLACE.formatted(changed, quantity, left.execution()), TWO.formatted(left.order()));
    return changed;
  }

  private void book(
      String clOrdId, VenueReport.State state, String quantity, String filled, Execution... fills) {
    VenueReport report =
        new VenueReport(
            Leftovers.ELSEWHERE,
            clOrdId,
            "V1",
            state,
            new BigDecimal(quantity),
            new BigDecimal(filled),
            List.of(fills),
            Optional.empty());
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private Execution fill(String number) {
    return new Execution(
        "DEMO",
        left.clOrdId() + number,
        new BigDecimal("10000"),
        new BigDecimal("1.08512"),
        Instant.parse("2026-01-05T10:00:00Z"));
  }

  private void order(String status, String quantity, String filled) {
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo(status))
        .body("order.quantity", equalTo(quantity))
        .body("order.filled", equalTo(filled));
  }

  private void execute(String... sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }
}
