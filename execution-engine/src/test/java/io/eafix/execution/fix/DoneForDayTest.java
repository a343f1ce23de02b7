package io.eafix.execution.fix;

import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.ReportSink;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quickfix.Message;
import quickfix.field.ExecType;
import quickfix.field.OrdStatus;

/** "Done for the day" (39=3) ends the orders of a day, and lets others work on tomorrow. */
@QuarkusTest
class DoneForDayTest {
  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();

  @ParameterizedTest
  @CsvSource({"GTC, PARTIALLY_FILLED, 9000", "DAY, EXPIRED, 0"})
  void endsOnlyTheOrdersOfADay(String timeInForce, String status, String leaves) throws Exception {
    sent(timeInForce);
    FixInbound inbound = Inbounds.of(sink, new Noted());
    Message done = Trades.of(left.clOrdId(), left.clOrdId() + "1", "1000");
    Inbounds.say(inbound, done);
    done.setField(new ExecType(ExecType.DONE_FOR_DAY));
    done.setField(new OrdStatus(OrdStatus.DONE_FOR_DAY));
    Inbounds.say(inbound, done);

    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo(status))
        .body("state", equalTo("DONE"))
        .body("order.leaves", equalTo(leaves));
  }

  private void sent(String timeInForce) throws SQLException {
    left.sentElsewhere(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE orders SET type = 'LIMIT', limit_price = 1.09, time_in_force = '%s' WHERE id = '%s'"
              .formatted(timeInForce, left.order()));
    }
  }
}
