package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.ReportSink;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.BusinessRejectReason;
import quickfix.field.BusinessRejectRefID;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.LastPx;
import quickfix.field.OrderID;
import quickfix.field.OrigSendingTime;
import quickfix.field.RefMsgType;
import quickfix.field.SendingTime;
import quickfix.field.TransactTime;
import quickfix.fix44.BusinessMessageReject;

/**
 * A venue's ids that Postgres cannot keep stop no report, lose no fill, and make two fills no one;
 * nor does a trade that cannot have been.
 */
@QuarkusTest
class OddReportsTest {
  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();
  private FixInbound inbound;

  @BeforeEach
  void perhapsSent() throws SQLException {
    left.sentElsewhere(database);
    inbound = Inbounds.of(sink, new Noted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\uD800", "a name that is far longer than any venue's id, "})
  void fillsWhoseIdsCannotBeKeptAreBookedOnceEach(String odd) throws Exception {
    String id = odd + "x".repeat(20) + left.clOrdId();
    say(filled(id + 1));
    say(filled(id + 2));
    say(filled(id + 1));
    say(filled(left.clOrdId()));
    assertFills(3);
  }

  @Test
  void halvesOfTwoSurrogatePairsAreTwoIds() throws Exception {
    say(filled(left.clOrdId() + "\uD800"));
    say(filled(left.clOrdId() + "\uD801"));
    say(filled(left.clOrdId() + "?"));
    say(filled(left.clOrdId() + "\uFFFD"));
    assertFills(4);
  }

  @Test
  void itsIdOfTheOrderAndItsAccountStopNoReport() throws Exception {
    Message odd = filled(left.clOrdId() + 1);
    odd.setField(new OrderID("V\u00001"));
    odd.setField(new Account("DE\u0000MO"));
    say(odd);
    assertFills(1);
  }

  @Test
  void aReportOnAnOrderWhoseIdCannotBeKeptIsStray() throws Exception {
    int before = strays();
    Message odd = filled(left.clOrdId() + 1);
    odd.setField(new ClOrdID(left.clOrdId() + "\u0000"));
    say(odd);
    say(odd);
    assertEquals(before + 1, strays());
    assertFills(0);
  }

  @Test
  void aRefusalOfWhatCannotBeKeptRefusesNothing() throws Exception {
    BusinessMessageReject reject = new BusinessMessageReject();
    reject.set(new RefMsgType("D"));
    reject.set(new BusinessRejectReason(BusinessRejectReason.OTHER));
    reject.set(new BusinessRejectRefID(left.clOrdId() + "\u0000"));
    say(reject);
    Engine.status(left.execution().toString()).then().body("status", equalTo("SENT"));
  }

  @ParameterizedTest
  @CsvSource({
    "32, 0",
    "32, -1000",
    "32, 1e60",
    "31, 0",
    "31, -1.08",
    "31, 0.0000000000000000000000000000001"
  })
  void aTradeThatCannotHaveBeenIsRefusedAndBooksNothing(int tag, String value) throws Exception {
    Message odd = filled(left.clOrdId() + 1);
    odd.setString(tag, value);
    assertEquals(tag, assertThrows(IncorrectTagValue.class, () -> say(odd)).getField());
    assertFills(0);
    say(filled(left.clOrdId() + 2));
    assertFills(1);
  }

  @Test
  void theAveragePriceOfNothingIsNoPrice() {
    Message odd = filled(left.clOrdId() + 1);
    odd.removeField(LastPx.FIELD);
    odd.setString(AvgPx.FIELD, "0");
    assertEquals(AvgPx.FIELD, assertThrows(IncorrectTagValue.class, () -> say(odd)).getField());
    assertFills(0);
  }

  /** FIX 4.4 does not require tag 60 of an execution report. */
  @Test
  void aTradeThatDoesNotSayWhenIsOfWhenThatWasFirstSaid() throws Exception {
    Message odd = filled(left.clOrdId() + 1);
    odd.removeField(TransactTime.FIELD);
    odd.getHeader().setField(new SendingTime(LocalDateTime.of(2026, 1, 5, 12, 0)));
    say(odd);
    Message again = filled(left.clOrdId() + 2);
    again.removeField(TransactTime.FIELD);
    again.getHeader().setField(new SendingTime(LocalDateTime.of(2026, 1, 5, 12, 0)));
    again.getHeader().setField(new OrigSendingTime(LocalDateTime.of(2026, 1, 5, 11, 0)));
    say(again);
    assertFills(2);
    Engine.status(left.execution().toString())
        .then()
        .body(
            "order.fills.time", containsInAnyOrder("2026-01-05T12:00:00Z", "2026-01-05T11:00:00Z"));
  }

  @Test
  void theAveragePriceOfMoreThanThisTradeIsNotItsPrice() {
    Message odd = filled(left.clOrdId() + 1);
    odd.removeField(LastPx.FIELD);
    odd.setString(CumQty.FIELD, "2000");
    assertEquals(LastPx.FIELD, assertThrows(FieldNotFound.class, () -> say(odd)).field);
    assertFills(0);
  }

  private void assertFills(int count) {
    Engine.status(left.execution().toString()).then().body("order.fills", hasSize(count));
  }

  private static int strays() {
    return given().get("/orders/stats").then().extract().path("strayExecutions");
  }

  private void say(Message message)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    Inbounds.say(inbound, message);
  }

  private Message filled(String execId) {
    return Trades.of(left.clOrdId(), execId, "1000");
  }
}
