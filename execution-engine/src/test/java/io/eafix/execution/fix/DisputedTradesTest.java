package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.ReportSink;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;
import quickfix.field.ClOrdID;
import quickfix.field.ExecRefID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.TransactTime;

/**
 * What a venue takes back, changes or contradicts of its trades is kept for a person, once each.
 */
@QuarkusTest
class DisputedTradesTest {
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
  @CsvSource({"H, BUST", "G, CORRECTION"})
  void whatIsTakenBackOrChangedIsKeptForAPersonAndChangesNoPosition(char type, String kind)
      throws Exception {
    say(filled("1", "4000"));
    int before = disputes();
    Message change = filled("2", "3000");
    change.setField(new ExecType(type));
    change.setField(new ExecRefID(left.clOrdId() + "1"));
    say(change);
    say(change);

    assertFilled("4000", 1);
    assertEquals(before + 1, disputes());
    disputed()
        .body("findAll { it.orderId == '" + left.order() + "' }.kind", contains(kind))
        .body(ours("execRefId"), contains(left.clOrdId() + "1"))
        .body(ours("clOrdId"), contains(left.clOrdId()))
        .body(ours("quantity"), contains("3000"));
  }

  @ParameterizedTest
  @CsvSource({"H, BUST", "G, CORRECTION"})
  void whatLacksFieldsOrIsOfNoOrderOfOursIsKeptToo(char type, String kind) throws Exception {
    String stranger = Leftovers.make().clOrdId();
    Message change = filled("2", "0");
    change.setField(new ExecType(type));
    change.setField(new ClOrdID(stranger));
    change.removeField(LastPx.FIELD);
    change.removeField(TransactTime.FIELD);
    say(change);
    change.removeField(LastQty.FIELD);
    say(change);

    String its = "findAll { it.clOrdId == '" + stranger + "' }.";
    disputed()
        .body(its + "kind", contains(kind, kind))
        .body(its + "orderId", everyItem(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({"32, 5000", "31, 1.08513"})
  void anIdThatComesAgainWithOtherFiguresIsNotBookedAndNotLost(int tag, String value)
      throws Exception {
    say(filled("1", "4000"));
    int before = disputes();
    Message other = filled("1", "4000");
    other.setString(tag, value);
    say(other);
    say(other);
    assertFilled("4000", 1);
    assertEquals(before + 1, disputes());
    disputed().body(ours("kind"), contains("REUSED_ID"));
  }

  @Test
  void anIdThatComesAgainForAnotherOrderIsNotBookedAndNotLost() throws Exception {
    say(filled("1", "4000"));
    Leftovers another = Leftovers.make();
    another.sentElsewhere(database);
    Message other = filled("1", "4000");
    other.setField(new ClOrdID(another.clOrdId()));
    say(other);
    Engine.status(another.execution().toString()).then().body("order.fills", hasSize(0));
    disputed()
        .body("findAll { it.clOrdId == '" + another.clOrdId() + "' }.kind", contains("REUSED_ID"));
  }

  @Test
  void anIdOfAStrayThatComesAgainWithOtherFiguresIsNotLost() throws Exception {
    String stranger = Leftovers.make().clOrdId();
    for (String quantity : new String[] {"4000", "5000", "4000.0"}) {
      Message stray = filled("1", quantity);
      stray.setField(new ClOrdID(stranger));
      say(stray);
    }
    String its = "findAll { it.clOrdId == '" + stranger + "' }.";
    disputed()
        .body(its + "kind", contains("REUSED_ID", "STRAY"))
        .body(its + "quantity", contains("5000", "4000"));
  }

  @Test
  void anIdThatComesAgainWithItsFiguresWrittenOtherwiseIsKnown() throws Exception {
    say(filled("1", "4000"));
    int before = disputes();
    Message same = filled("1", "4000.00");
    same.setString(LastPx.FIELD, "1.085120");
    say(same);
    assertFilled("4000", 1);
    assertEquals(before, disputes());
  }

  private void assertFilled(String quantity, int fills) {
    Engine.status(left.execution().toString())
        .then()
        .body("order.filled", equalTo(quantity))
        .body("order.fills", hasSize(fills));
  }

  private static ValidatableResponse disputed() {
    return given().get("/reviews/executions?limit=500").then().statusCode(200);
  }

  private String ours(String field) {
    return "findAll { it.orderId == '" + left.order() + "' }." + field;
  }

  private static int disputes() {
    return given().get("/orders/stats").then().extract().path("disputedExecutions");
  }

  private void say(Message message)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    Inbounds.say(inbound, message);
  }

  private Message filled(String number, String quantity) {
    return Trades.of(left.clOrdId(), left.clOrdId() + number, quantity);
  }
}
