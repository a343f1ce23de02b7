package io.eafix.localstack.check;

import io.eafix.localstack.process.StackException;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the services' databases, past the services themselves. */
final class Query {
  private final Endpoints stack;

  Query(Endpoints stack) {
    this.stack = stack;
  }

  /** The one number a query gives. */
  long count(Component service, String sql) {
    return number(service, sql).longValueExact();
  }

  /** The one number a query gives; a sum over nothing counts as zero. */
  BigDecimal number(Component service, String sql) {
    BigDecimal value = rows(service, sql, row -> row.getBigDecimal(1)).get(0);
    return value == null ? BigDecimal.ZERO : value;
  }

  /** Rows of a text and a number. */
  Map<String, BigDecimal> numbers(Component service, String sql) {
    Map<String, BigDecimal> numbers = new TreeMap<>();
    rows(service, sql, row -> numbers.put(row.getString(1), row.getBigDecimal(2)));
    return numbers;
  }

  /** The texts of the first column. */
  Set<String> texts(Component service, String sql) {
    return new TreeSet<>(rows(service, sql, row -> row.getString(1)));
  }

  /** What is made of each row. */
  <T> List<T> rows(Component service, String sql, RowReader<T> reader) {
    try (Connection connection = stack.connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    } catch (SQLException e) {
      throw failed(service, e);
    }
  }

  /** Rows of two texts, by the first, which may not repeat. */
  Map<String, String> pairs(Component service, String sql) {
    Map<String, String> pairs = new TreeMap<>();
    for (String[] row :
        rows(service, sql, row -> new String[] {row.getString(1), row.getString(2)})) {
      if (pairs.put(row[0], row[1]) != null) {
        throw new StackException("twice in " + service.label() + ": " + row[0]);
      }
    }
    return pairs;
  }

  /** Makes something of the row that the result stands at. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static StackException failed(Component service, SQLException e) {
    return new StackException(
        "cannot read the database of " + service.label() + ": " + e.getMessage(), e);
  }
}
