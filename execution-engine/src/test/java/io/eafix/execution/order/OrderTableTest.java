package io.eafix.execution.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The database holds the code's table of moves, and keeps to it whoever writes. */
@QuarkusTest
class OrderTableTest {
  @Inject AgroalDataSource database;

  @Test
  void databaseHoldsTheTableOfTheCode() throws SQLException {
    Set<OrderTransitions.Move> rows = new HashSet<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM order_transition")) {
      while (row.next()) {
        rows.add(
            new OrderTransitions.Move(
                OrderStatus.valueOf(row.getString("from_status")),
                OrderTrigger.valueOf(row.getString("trigger")),
                OrderStatus.valueOf(row.getString("to_status"))));
      }
    }
    assertEquals(Set.copyOf(OrderTransitions.moves()), rows);
  }

  @Test
  void databaseRefusesEveryMoveThatTheTableLacks() throws SQLException {
    for (OrderStatus from : OrderStatus.values()) {
      for (OrderStatus to : OrderStatus.values()) {
        if (from == to) {
          continue;
        }
        boolean legal =
            OrderTransitions.moves().stream()
                .anyMatch(move -> move.from() == from && move.to() == to);
        if (legal) {
          move(from, to);
        } else {
          SQLException refused = assertThrows(SQLException.class, () -> move(from, to));
          assertTrue(refused.getMessage().contains("cannot go"), refused.getMessage());
        }
      }
    }
  }

  private void move(OrderStatus from, OrderStatus to) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.executeUpdate(
            """
            INSERT INTO orders (id, account, symbol, side, type, time_in_force, quantity, venue,
              cl_ord_id, status, filled, notional, instructions, created_at, updated_at)
            VALUES ('00000000-0000-0000-0000-000000000001', 'A', 'EURUSD', 'BUY', 'MARKET', 'IOC',
              1, 'paper', 'X', '%s', 1, 1, 1, now(), now())"""
                .formatted(from));
        statement.executeUpdate(
            "UPDATE orders SET status = '%s' WHERE cl_ord_id = 'X'".formatted(to));
      } finally {
        connection.rollback();
      }
    }
  }
}
