package io.eafix.bench.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Inserts rows like one that the engine wrote, with other keys. Not thread-safe. */
final class RowCopy implements AutoCloseable {
  private final List<String> columns = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final PreparedStatement insert;

  /**
   * @param from a query of the row to be like
   * @param table to insert into
   */
  RowCopy(Connection connection, String from, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(from)) {
      row.next();
      ResultSetMetaData meta = row.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        // Values that the database generates are left to it.
        if (!meta.isAutoIncrement(i) && !"xid8".equals(meta.getColumnTypeName(i))) {
          columns.add(meta.getColumnName(i));
          values.add(row.getObject(i));
        }
      }
    }
    String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    insert =
        connection.prepareStatement(
            "insert into "
                + table
                + " ("
                + String.join(", ", columns)
                + ") values ("
                + marks
                + ")");
  }

  /** Inserts a row with these values instead of the copied ones. */
  void insert(Map<String, Object> keys) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      insert.setObject(i + 1, keys.getOrDefault(columns.get(i), values.get(i)));
    }
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
