package io.eafix.execution.fix;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.ReportSink;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;
import quickfix.field.CumQty;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.OrdStatus;
import quickfix.field.PossDupFlag;

/**
 * What a venue says of an order that it has acknowledged, and that cannot be believed or read, has
 * the order asked about before it is lost.
 */
@QuarkusTest
class AskedAgainTest {
  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();
  private FixInbound inbound;

  @BeforeEach
  void acknowledged() throws Exception {
    left.sentElsewhere(database);
    inbound = Inbounds.of(sink, new Noted());
    say(untraded(ExecType.NEW, OrdStatus.NEW));
    assertOrder("NEW", "DONE", null);
  }

  @Test
  void aRefusalThatMayBeTheAnswerToAQuestion() throws Exception {
    Message refusal = perhapsRefused();
    say(refusal);
    assertOrder("NEW", "IN_DOUBT", "perhaps-refused");
    say(refusal);
    assertOrder("NEW", "IN_DOUBT", "perhaps-refused");
    // It works on, after all.
    say(Trades.of(left.clOrdId(), left.clOrdId() + "1", "1000"));
    assertOrder("PARTIALLY_FILLED", "DONE", null);
  }

  @Test
  void butNotOfAnOrderThatHasEnded() throws Exception {
    say(untraded(ExecType.CANCELED, OrdStatus.CANCELED));
    say(perhapsRefused());
    assertOrder("CANCELED", "DONE", null);
  }

  @Test
  void aTradeThatCannotHaveBeen() throws Exception {
    Message odd = Trades.of(left.clOrdId(), left.clOrdId() + "1", "1000");
    odd.setString(LastPx.FIELD, "0");
    assertThrows(IncorrectTagValue.class, () -> say(odd));
    assertOrder("NEW", "IN_DOUBT", "report-unreadable");
    // Which says nothing of that trade.
    say(untraded(ExecType.NEW, OrdStatus.NEW));
    assertOrder("NEW", "IN_DOUBT", "report-unreadable");
  }

  /** Or a venue whose answers cannot be read would be asked for ever, and no person called. */
  @Test
  void whatComesAgainDoesNotBeginTheQuestionsAnew() throws Exception {
    Message odd = Trades.of(left.clOrdId(), left.clOrdId() + "1", "1000");
    odd.setString(LastPx.FIELD, "0");
    assertThrows(IncorrectTagValue.class, () -> say(odd));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String its = " WHERE id = '" + left.execution() + "'";
      statement.execute("UPDATE instruction SET unanswered = 5" + its);
      assertThrows(IncorrectTagValue.class, () -> say(odd));
      try (ResultSet row = statement.executeQuery("SELECT unanswered FROM instruction" + its)) {
        row.next();
        assertEquals(5, row.getInt(1));
      }
    }
  }

  @Test
  void aTradeThatCannotHaveBeenAfterTheEnd() throws Exception {
    say(untraded(ExecType.CANCELED, OrdStatus.CANCELED));
    Message odd = Trades.of(left.clOrdId(), left.clOrdId() + "1", "1000");
    odd.removeField(LastQty.FIELD);
    assertThrows(FieldNotFound.class, () -> say(odd));
    assertOrder("CANCELED", "IN_DOUBT", "report-unreadable");
  }

  private Message perhapsRefused() {
    Message refusal = untraded(ExecType.REJECTED, OrdStatus.REJECTED);
    refusal.getHeader().setField(new PossDupFlag(true));
    return refusal;
  }

  private Message untraded(char type, char status) {
    Message report = Trades.of(left.clOrdId(), left.clOrdId() + type, "0");
    report.setField(new ExecType(type));
    report.setField(new OrdStatus(status));
    report.setField(new CumQty(0));
    report.setField(new LeavesQty(0));
    report.removeField(LastQty.FIELD);
    report.removeField(LastPx.FIELD);
    return report;
  }

  private void assertOrder(String status, String state, String code) {
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo(status))
        .body("state", equalTo(state))
        .body("code", equalTo(code));
  }

  private void say(Message message)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    Inbounds.say(inbound, message);
  }
}
