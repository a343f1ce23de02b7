package io.eafix.execution.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import quickfix.DoNotSend;
import quickfix.Message;
import quickfix.field.ClOrdID;
import quickfix.field.PossDupFlag;
import quickfix.fix44.NewOrderSingle;

/**
 * A venue that asks for a day's orders again must not make the session wait for as many commits.
 */
@QuarkusTest
class GapFillsTest {
  private static final int ORDERS = 1_000;
  private static final int COMMITS_MAX = ORDERS / 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String COMMITS =
      "SELECT count(*), count(DISTINCT xmin::text) FROM fix_gap_fill WHERE cl_ord_id LIKE ?";

  @Inject AgroalDataSource database;
  @Inject GapFills gapFills;

  private final String run = UUID.randomUUID().toString().substring(0, 8) + "-";

  @Test
  void whatIsNotResentIsNotedInFewCommits() throws SQLException {
    FixInbound inbound = Inbounds.of(new Booked(), gapFills);
    for (int i = 0; i < ORDERS; i++) {
      Message order = new NewOrderSingle();
      order.setField(new ClOrdID(run + i));
      order.getHeader().setField(new PossDupFlag(true));
      assertThrows(DoNotSend.class, () -> inbound.toApp(order, null));
    }
    assertTrue(noted(run + (ORDERS - 1)), "asked right after, it is known");
    assertFalse(noted(run + ORDERS));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (counted(1) < ORDERS && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(ORDERS, counted(1));
    assertTrue(counted(2) <= COMMITS_MAX, counted(2) + " commits");
  }

  private int counted(int column) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(COMMITS)) {
      count.setString(1, run + "%");
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(column);
      }
    }
  }

  private boolean noted(String clOrdId) {
    return gapFills.contains(clOrdId).await().atMost(PATIENCE);
  }
}
