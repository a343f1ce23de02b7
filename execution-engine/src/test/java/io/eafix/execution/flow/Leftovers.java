package io.eafix.execution.flow;

import io.eafix.execution.order.ClOrdIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** An order as a process that died leaves it in the database. */
public record Leftovers(UUID order, UUID execution, String clOrdId) {
  private static final String ORDER =
      """
      INSERT INTO orders (id, account, symbol, side, type, time_in_force, quantity, bid, ask,
        quote_time, venue, cl_ord_id, status, filled, notional, instructions, created_at, updated_at)
      VALUES (?, 'DEMO', 'EURUSD', 'BUY', 'MARKET', 'IOC', 10000, 1.08500, 1.08512, now(),
        ?, ?, ?, 0, 0, 1, now(), now())""";
  private static final String PENDING =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, created_at,
        updated_at)
      VALUES (?, ?, 1, 'NEW', ?, ?, 'PENDING', now(), now())""";
  private static final String SENT =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, fence, owner,
        sends, sent_at, lease_until, created_at, updated_at)
      VALUES (?, ?, 1, 'NEW', ?, ?, 'SENT', 1, 'the dead', 1, now(), now() + ? * interval '1 s',
        now(), now())""";
  private static final String OF_SAGA =
      """
      UPDATE orders SET signal_id = id::text, created_at = now() - ? * interval '1 s'
      WHERE id = ?""";

  public static Leftovers make() {
    UUID order = UUID.randomUUID();
    return new Leftovers(order, UUID.randomUUID(), ClOrdIds.of(order, 1));
  }

  /** Committed, and not claimed by anyone. */
  public void pending(DataSource database, String venue) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "PENDING_NEW");
      instruction(connection, PENDING, venue, null);
      connection.commit();
    }
  }

  /** Claimed by a process that may have sent it, with so many seconds of its lease left. */
  public void sent(DataSource database, String venue, int leaseSeconds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "SENT");
      instruction(connection, SENT, venue, leaseSeconds);
      connection.commit();
    }
  }

  /** The order of a saga of this age, whose sender's lease has ended. */
  public void ofSaga(DataSource database, String venue, int ageSeconds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "SENT");
      instruction(connection, SENT, venue, 0);
      try (PreparedStatement update = connection.prepareStatement(OF_SAGA)) {
        update.setInt(1, ageSeconds);
        update.setObject(2, order);
        update.executeUpdate();
      }
      connection.commit();
    }
  }

  private void order(Connection connection, String venue, String status) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ORDER)) {
      insert.setObject(1, order);
      insert.setString(2, venue);
      insert.setString(3, clOrdId);
      insert.setString(4, status);
      insert.executeUpdate();
    }
  }

  private void instruction(Connection connection, String sql, String venue, Integer leaseSeconds)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, execution);
      insert.setObject(2, order);
      insert.setString(3, venue);
      insert.setString(4, clOrdId);
      if (leaseSeconds != null) {
        insert.setInt(5, leaseSeconds);
      }
      insert.executeUpdate();
    }
  }
}
