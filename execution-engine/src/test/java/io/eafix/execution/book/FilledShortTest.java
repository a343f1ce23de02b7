package io.eafix.execution.book;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue that had reduced an order says that it is filled with less than was ordered. */
@QuarkusTest
class FilledShortTest {
  @Inject ReportSink sink;
  @Inject AgroalDataSource database;
  @Inject MeterRegistry registry;

  private final Leftovers left = Leftovers.make();

  @BeforeEach
  void acknowledged() throws SQLException {
    left.sentElsewhere(database);
    book(VenueReport.State.WORKING, "0");
    order("NEW", "0");
  }

  @Test
  void endsTheOrderAndCancelsTheRest() {
    double before = cut();
    book(VenueReport.State.FILLED, "4000", fill("1", "4000"));
    order("CANCELED", "4000")
        .body("order.leaves", equalTo("0"))
        .body("order.quantity", equalTo("10000"))
        .body("order.code", equalTo("filled-short"));
    assertEquals(before + 1, cut());
    book(VenueReport.State.FILLED, "4000", fill("1", "4000"));
    order("CANCELED", "4000");
    assertEquals(before + 1, cut());
  }

  @Test
  void endsItAlsoIfTheFillsCameBefore() {
    book(VenueReport.State.WORKING, "4000", fill("1", "4000"));
    order("PARTIALLY_FILLED", "4000");
    book(VenueReport.State.FILLED, "4000");
    order("CANCELED", "4000");
  }

  @Test
  void butNotByAReportThatIsOlderThanTheFills() {
    book(VenueReport.State.WORKING, "6000", fill("1", "4000"), fill("2", "2000"));
    book(VenueReport.State.FILLED, "4000", fill("1", "4000"));
    order("PARTIALLY_FILLED", "6000");
  }

  @Test
  void norIfNothingIsFilled() {
    book(VenueReport.State.FILLED, "0");
    order("NEW", "0");
  }

  private void book(VenueReport.State state, String filled, Execution... executions) {
    VenueReport report =
        new VenueReport(
            Leftovers.ELSEWHERE,
            left.clOrdId(),
            "V1",
            state,
            new BigDecimal("4000"),
            new BigDecimal(filled),
            List.of(executions),
            Optional.empty());
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private Execution fill(String number, String quantity) {
    return new Execution(
        "DEMO",
        left.clOrdId() + number,
        new BigDecimal(quantity),
        new BigDecimal("1.08512"),
        Instant.parse("2026-01-05T10:00:00Z"));
  }

  private double cut() {
    return registry.counter("eafix.orders.filled.short", "venue", Leftovers.ELSEWHERE).count();
  }

  private ValidatableResponse order(String status, String filled) {
    return Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo(status))
        .body("order.filled", equalTo(filled));
  }
}
