package io.eafix.localstack.postgres;

import io.eafix.localstack.process.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Roles and databases. Names are checked identifiers; passwords are quoted by the server. */
final class PostgresAdmin {
  private PostgresAdmin() {}

  static void createDatabase(PostgresServer server, PostgresAccount account) {
    try (Connection connection = server.connect(PostgresServer.SUPERUSER)) {
      createRole(connection, account);
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", account.name())) {
        execute(connection, "CREATE DATABASE " + account.name() + " OWNER " + account.name());
      }
      execute(connection, "REVOKE ALL ON DATABASE " + account.name() + " FROM PUBLIC");
    } catch (SQLException e) {
      throw new StackException(
          "cannot create database " + account.name() + ": " + e.getMessage(), e);
    }
  }

  static void createReader(PostgresServer server, PostgresAccount role, List<String> databases) {
    try (Connection connection = server.connect(PostgresServer.SUPERUSER)) {
      createRole(connection, role);
      for (String database : databases) {
        execute(connection, "GRANT CONNECT ON DATABASE " + database + " TO " + role.name());
      }
    } catch (SQLException e) {
      throw new StackException("cannot create role " + role.name() + ": " + e.getMessage(), e);
    }
  }

  private static void createRole(Connection connection, PostgresAccount account)
      throws SQLException {
    boolean exists = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", account.name());
    String verb = exists ? "ALTER" : "CREATE";
    try (PreparedStatement quote = connection.prepareStatement("SELECT quote_literal(?)")) {
      quote.setString(1, account.password());
      try (ResultSet row = quote.executeQuery()) {
        row.next();
        execute(
            connection, verb + " ROLE " + account.name() + " LOGIN PASSWORD " + row.getString(1));
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
