package io.eafix.systemtests.saga;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The orchestrators' database, past the orchestrators. */
final class SagaTable {
  private final String database;

  SagaTable(String database) {
    this.database = database;
  }

  Connection connect() throws SQLException {
    return TestServers.postgres().connect(database);
  }

  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The first column of the first row. */
  String text(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  String state(String saga) {
    return text("select state from saga where saga_id = '" + saga + "'");
  }

  /** States of all sagas by id. */
  Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select saga_id, state from saga")) {
      while (rows.next()) {
        states.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return states;
  }

  /** Waits until a question's answer is this number. */
  void await(Duration atMost, String sql, long wanted) {
    assertTrue(
        Waiting.until(atMost, () -> number(sql) == wanted),
        () -> "not " + wanted + " but " + number(sql) + ": " + sql);
  }
}
