package io.eafix.execution.book;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What venues report by themselves, which may come twice, late and out of order. */
@QuarkusTest
class ReportBookTest {
  private static final String SUCCESSOR =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, sent_at,
        lease_until, created_at, updated_at)
      SELECT gen_random_uuid(), order_id, 2, '%s', venue, '%s', 'SENT', now(),
        now() + interval '600 s', created_at, updated_at
      FROM instruction WHERE id = '%s'""";

  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();

  @BeforeEach
  void perhapsSent() throws SQLException {
    left.sentElsewhere(database);
  }

  @Test
  void aFillIsBookedAndToldOnceHoweverOftenItIsReported() throws SQLException {
    book(VenueReport.State.WORKING, fill("1", "4000"));
    book(VenueReport.State.WORKING, fill("1", "4000"));
    book(VenueReport.State.FILLED, fill("2", "6000"), fill("1", "4000"));
    book(VenueReport.State.WORKING, fill("1", "4000"));

    order("FILLED", "10000").then().body("order.fills", hasSize(2));
    assertEquals(2, count("outbox WHERE aggregate_id = '" + left.order() + "'"));
  }

  @Test
  void theDatabaseItselfHoldsEachFillOnce() throws SQLException {
    book(VenueReport.State.WORKING, fill("1", "4000"));
    SQLException refused =
        assertThrows(
            SQLException.class,
            () ->
                execute(
                    "INSERT INTO fill SELECT * FROM fill WHERE order_id = '" + left.order() + "'"));
    assertEquals("23505", refused.getSQLState());
  }

  @Test
  void aFillIsOfTheOrdersAccountWhateverTheVenueCallsIt() throws SQLException {
    Execution told = fill("1", "4000");
    for (String account : new String[] {"THEIRS", "", "DEMO"}) {
      book(
          VenueReport.State.WORKING,
          new Execution(account, told.execId(), told.quantity(), told.price(), told.time()));
    }
    order("PARTIALLY_FILLED", "4000")
        .then()
        .body("order.fills", hasSize(1))
        .body("order.fills[0].account", equalTo("DEMO"));
    assertEquals(
        1,
        count(
            "outbox WHERE aggregate_id = '"
                + left.order()
                + "' AND convert_from(payload, 'UTF8')::jsonb #>> '{fill,account}' = 'DEMO'"));
  }

  @Test
  void aFillAfterACancelIsBooked() {
    book(VenueReport.State.CANCELED);
    order("CANCELED", "0");
    book(VenueReport.State.CANCELED, fill("1", "4000"));
    order("CANCELED", "4000").then().body("order.leaves", equalTo("0"));
    book(VenueReport.State.FILLED, fill("2", "6000"));
    order("FILLED", "10000");
  }

  @Test
  void anEndThatCountsFillsWhichHaveNotComeIsInDoubtUntilTheyDo() {
    await(counted("7000", VenueReport.State.CANCELED));
    order("IN_DOUBT", "0").then().body("state", equalTo("IN_DOUBT"));
    await(counted("4000", VenueReport.State.CANCELED, fill("1", "4000")));
    order("CANCELED", "4000").then().body("state", equalTo("DONE"));
  }

  @Test
  void anOrderAtItsVenueIsAskedAboutAgainIfItsEndCountsFillsThatHaveNotCome() {
    book(VenueReport.State.WORKING);
    order("NEW", "0").then().body("state", equalTo("DONE"));
    await(counted("7000", VenueReport.State.EXPIRED, fill("1", "4000")));
    order("PARTIALLY_FILLED", "4000")
        .then()
        .body("state", equalTo("IN_DOUBT"))
        .body("code", equalTo("fills-missing"));
    await(counted("7000", VenueReport.State.WORKING, fill("2", "3000")));
    order("PARTIALLY_FILLED", "7000").then().body("state", equalTo("IN_DOUBT"));
    await(counted("7000", VenueReport.State.EXPIRED));
    order("EXPIRED", "7000").then().body("state", equalTo("DONE")).body("code", equalTo(null));
  }

  @Test
  void anOrderThatIsFilledMeanwhileIsNotAskedAboutAnyMore() {
    book(VenueReport.State.WORKING);
    await(counted("10000", VenueReport.State.FILLED, fill("1", "6000")));
    order("PARTIALLY_FILLED", "6000").then().body("state", equalTo("IN_DOUBT"));
    await(counted("10000", VenueReport.State.WORKING, fill("2", "4000")));
    order("FILLED", "10000").then().body("state", equalTo("DONE"));
  }

  @Test
  void aLiveOrderThatCountsFillsWhichHaveNotComeLivesOn() {
    await(counted("7000", VenueReport.State.WORKING, fill("1", "4000")));
    order("PARTIALLY_FILLED", "4000").then().body("state", equalTo("DONE"));
  }

  @Test
  void anEndAfterAReplaceThatCountsFillsWhichHaveNotComeIsAskedAboutUnderTheNewId()
      throws SQLException {
    String changed = ClOrdIds.of(left.order(), 2);
    book(VenueReport.State.WORKING);
    execute(
        SUCCESSOR.formatted("REPLACE", changed, left.execution()),
        "UPDATE orders SET instructions = 2 WHERE id = '%s'".formatted(left.order()));
    await(report(changed, VenueReport.State.WORKING));
    // Under the id of before, as venues do of their own accord.
    await(report("7000", left.clOrdId(), VenueReport.State.CANCELED));
    order("NEW", "0").then().body("state", equalTo("DONE"));
    assertEquals(
        1, count("instruction WHERE state = 'IN_DOUBT' AND cl_ord_id = '" + changed + "'"));
    await(report("7000", changed, VenueReport.State.CANCELED));
    order("NEW", "0").then().body("state", equalTo("DONE"));
    assertEquals(
        1, count("instruction WHERE state = 'IN_DOUBT' AND cl_ord_id = '" + changed + "'"));
    await(report("4000", changed, VenueReport.State.CANCELED, fill("1", "4000")));
    order("CANCELED", "4000");
  }

  @Test
  void moreThanWasOrderedIsKeptAndFlagged() {
    book(VenueReport.State.FILLED, fill("1", "10000"));
    order("FILLED", "10000").then().body("order.overfilled", equalTo(null));
    book(VenueReport.State.FILLED, fill("2", "5000"));
    order("FILLED", "15000")
        .then()
        .body("order.overfilled", equalTo(true))
        .body("order.leaves", equalTo("0"))
        .body("order.fills", hasSize(2));
  }

  @Test
  void anExecutionOfAnotherIsKeptForAPerson() {
    int before = given().get("/orders/stats").path("strayExecutions");
    Leftovers other = Leftovers.make();
    for (int i = 0; i < 2; i++) {
      await(report(other.clOrdId(), VenueReport.State.FILLED, fill("1", "10000")));
    }
    given().get("/orders/stats").then().body("strayExecutions", equalTo(before + 1));
  }

  @Test
  void aRefusalEndsADoubtEvenIfNobodyWaitsForTheAnswerAnyMore() throws SQLException {
    execute("UPDATE orders SET status = 'IN_DOUBT' WHERE id = '" + left.order() + "'");
    execute("UPDATE instruction SET state = 'IN_DOUBT' WHERE id = '" + left.execution() + "'");
    refuse();
    order("REJECTED", "0")
        .then()
        .body("order.code", equalTo("no"))
        .body("state", equalTo("REFUSED"));
    refuse();
    book(VenueReport.State.FILLED, fill("1", "10000"));
    order("FILLED", "10000").then().body("state", equalTo("REFUSED"));
  }

  @Test
  void aRefusalThatComesAfterTheFillsIsStale() {
    book(VenueReport.State.FILLED, fill("1", "10000"));
    refuse();
    order("FILLED", "10000").then().body("state", equalTo("DONE"));
  }

  @Test
  void anEndOfAMessageThatAnotherSucceededSaysNothingOfItsSuccessor() throws SQLException {
    String successor = ClOrdIds.of(left.order(), 2);
    execute(
        "UPDATE instruction SET state = 'REFUSED' WHERE id = '" + left.execution() + "'",
        SUCCESSOR.formatted("NEW", successor, left.execution()),
        "UPDATE orders SET instructions = 2, cl_ord_id = '%s' WHERE id = '%s'"
            .formatted(successor, left.order()));
    book(VenueReport.State.REJECTED);
    order("SENT", "0");
    assertEquals(
        1, count("instruction WHERE state = 'SENT' AND order_id = '" + left.order() + "'"));

    await(report(successor, VenueReport.State.WORKING));
    book(VenueReport.State.REJECTED);
    book(VenueReport.State.CANCELED);
    order("NEW", "0");
    assertEquals(0, count("outbox WHERE aggregate_id = '" + left.order() + "'"));
    await(report(successor, VenueReport.State.REJECTED));
    order("REJECTED", "0");
  }

  private void refuse() {
    sink.refuse(Leftovers.ELSEWHERE, left.clOrdId(), "no", "Refused")
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private void book(VenueReport.State state, Execution... executions) {
    await(report(left.clOrdId(), state, executions));
  }

  private void await(VenueReport report) {
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private VenueReport report(String clOrdId, VenueReport.State state, Execution... executions) {
    BigDecimal brought =
        Arrays.stream(executions).map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    return report(brought.toPlainString(), clOrdId, state, executions);
  }

  private VenueReport counted(String filled, VenueReport.State state, Execution... executions) {
    return report(filled, left.clOrdId(), state, executions);
  }

  private static VenueReport report(
      String filled, String clOrdId, VenueReport.State state, Execution... executions) {
    return new VenueReport(
        Leftovers.ELSEWHERE,
        clOrdId,
        "V1",
        state,
        new BigDecimal("10000"),
        new BigDecimal(filled),
        List.of(executions),
        Optional.empty());
  }

  private Execution fill(String number, String quantity) {
    return new Execution(
        "DEMO",
        left.clOrdId() + number,
        new BigDecimal(quantity),
        new BigDecimal("1.08512"),
        Instant.parse("2026-01-05T10:00:00Z"));
  }

  private Response order(String status, String filled) {
    Response answer = Engine.status(left.execution().toString());
    answer.then().body("status", equalTo(status)).body("order.filled", equalTo(filled));
    return answer;
  }

  private int count(String what) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + what)) {
      rows.next();
      return rows.getInt(1);
    }
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
