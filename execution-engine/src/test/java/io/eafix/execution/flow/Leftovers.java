package io.eafix.execution.flow;

import io.eafix.execution.order.ClOrdIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** An order as a process that died leaves it in the database. */
public record Leftovers(UUID order, UUID execution, String clOrdId) {
  /** A venue that no sender of this process works for. */
  public static final String ELSEWHERE = "elsewhere";

  private static final int LONG_LEASE_SECONDS = 600;
  private static final String ORDER =
      """
      INSERT INTO orders (id, account, symbol, side, type, time_in_force, quantity, limit_price, bid,
        ask, quote_time, venue, cl_ord_id, status, filled, notional, instructions, created_at,
        updated_at)
      VALUES (?, 'DEMO', 'EURUSD', 'BUY', ?, ?, 10000,
        CASE ? WHEN 'LIMIT' THEN 1.09 END, 1.08500, 1.08512, now(),
        ?, ?, ?, 0, 0, 1, now() - ? * interval '1 s', now())""";
  private static final String INSTRUCTION =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, fence, owner,
        sends, sent_at, lease_until, created_at, updated_at)
      VALUES (?, ?, 1, 'NEW', ?, ?, ?, 1, 'the dead', 1, now(), now() + ? * interval '1 s',
        now(), now())""";
  private static final String PENDING =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, created_at,
        updated_at)
      VALUES (?, ?, ?, ?, ?, ?, 'PENDING', now(), now())""";
  private static final String OF_SAGA = "UPDATE orders SET signal_id = id::text WHERE id = ?";
  private static final String TWO = "UPDATE orders SET instructions = 2 WHERE id = ?";

  public static Leftovers make() {
    UUID order = UUID.randomUUID();
    return new Leftovers(order, UUID.randomUUID(), ClOrdIds.of(order, 1));
  }

  /** Committed just now, and not claimed by anyone. */
  public void pending(DataSource database, String venue) throws SQLException {
    pending(database, venue, 0);
  }

  /** A market order that was committed so long ago, and not claimed by anyone. */
  public void pending(DataSource database, String venue, int ageSeconds) throws SQLException {
    pending(database, venue, ageSeconds, "MARKET", "IOC");
  }

  /** An order of this kind that was committed so long ago, and not claimed by anyone. */
  public void pending(
      DataSource database, String venue, int ageSeconds, String type, String timeInForce)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "PENDING_NEW", ageSeconds, type, timeInForce);
      update(connection, PENDING, execution, order, 1, "NEW", venue, clOrdId);
      connection.commit();
    }
  }

  /** Claimed by a process that may have sent it to {@link #ELSEWHERE}, and has it for long. */
  public void sentElsewhere(DataSource database) throws SQLException {
    sent(database, ELSEWHERE, LONG_LEASE_SECONDS);
  }

  /** Claimed by a process that may have sent it, with so many seconds of its lease left. */
  public void sent(DataSource database, String venue, int leaseSeconds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "SENT", 0, "MARKET", "IOC");
      update(connection, INSTRUCTION, execution, order, venue, clOrdId, "SENT", leaseSeconds);
      connection.commit();
    }
  }

  /** The order of a saga of this age, whose sender's lease has ended. */
  public void ofSaga(DataSource database, String venue, int ageSeconds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "SENT", ageSeconds, "MARKET", "IOC");
      update(connection, INSTRUCTION, execution, order, venue, clOrdId, "SENT", 0);
      update(connection, OF_SAGA, order);
      connection.commit();
    }
  }

  /** The order of a saga of this age, whose first message provably never left: it goes out anew. */
  public void resend(DataSource database, String venue, int ageSeconds) throws SQLException {
    String anew = ClOrdIds.of(order, 2);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "PENDING_NEW", ageSeconds, "MARKET", "IOC");
      UUID first = UUID.randomUUID();
      update(connection, INSTRUCTION, first, order, venue, clOrdId, "REFUSED", 0);
      update(connection, PENDING, execution, order, 2, "NEW", venue, anew);
      update(connection, OF_SAGA, order);
      update(connection, TWO, order);
      connection.commit();
    }
  }

  /** An order at its venue, and a replace and after it a cancel that nobody has claimed. */
  public void cancelAfterReplace(DataSource database, String venue) throws SQLException {
    UUID first = UUID.randomUUID();
    UUID replace = UUID.randomUUID();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      order(connection, venue, "NEW", 0, "LIMIT", "GTC");
      update(connection, INSTRUCTION, first, order, venue, clOrdId, "DONE", 0);
      String second = ClOrdIds.of(order, 2);
      update(connection, PENDING, replace, order, 2, "REPLACE", venue, second);
      String third = ClOrdIds.of(order, 3);
      update(connection, PENDING, execution, order, 3, "CANCEL", venue, third);
      connection.commit();
    }
  }

  private void order(
      Connection connection,
      String venue,
      String status,
      int ageSeconds,
      String type,
      String timeInForce)
      throws SQLException {
    update(connection, ORDER, order, type, timeInForce, type, venue, clOrdId, status, ageSeconds);
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
