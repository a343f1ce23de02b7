package io.eafix.saga.support;

import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The orchestrator's database, past the orchestrator; always as its own role. */
public final class Database {

  private static final long END_NANOS_MAX = TimeUnit.SECONDS.toNanos(90);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Database() {}

  public static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public static long number(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** States of all sagas of a definition by saga id, once none is on its way any more. */
  public static Map<String, String> endStates(String definition) {
    String open =
        "select count(*) from saga where ended_at is null and definition = '" + definition + "'";
    long end = System.nanoTime() + END_NANOS_MAX;
    while (open(open) > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError(number(open) + " sagas of " + definition + " have not ended");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    Map<String, String> states = new HashMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select saga_id, state from saga where definition = '" + definition + "'")) {
      while (rows.next()) {
        states.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return states;
  }

  /** State of one saga, once it is not on its way any more. */
  public static String endState(String sagaId) {
    String open = "select count(*) from saga where ended_at is null and saga_id = '" + sagaId + "'";
    long end = System.nanoTime() + END_NANOS_MAX;
    while (open(open) > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("saga " + sagaId + " has not ended");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return text("select state from saga where saga_id = '" + sagaId + "'");
  }

  /** Waits until a statement with this text waits for a lock. */
  public static void awaitWaiting(String text) {
    String waiting =
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%"
            + text
            + "%' and pid <> pg_backend_pid()";
    long end = System.nanoTime() + END_NANOS_MAX;
    while (number(waiting) == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing waits with " + text);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** The first column of the first row. */
  public static String text(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static long open(String sql) {
    try {
      return number(sql);
    } catch (IllegalStateException away) {
      return Long.MAX_VALUE;
    }
  }

  /** A connection of its own; the caller closes it. */
  public static Connection connect() throws SQLException {
    return TestServers.postgres()
        .connect("sagas", "sagas", TestServers.database("sagas").password());
  }
}
