package io.eafix.localstack.check;

import io.eafix.localstack.process.StackException;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    try (Connection connection = stack.connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      BigDecimal value = rows.getBigDecimal(1);
      return value == null ? BigDecimal.ZERO : value;
    } catch (SQLException e) {
      throw failed(service, e);
    }
  }

  /** Rows of a text and a number. */
  Map<String, BigDecimal> numbers(Component service, String sql) {
    Map<String, BigDecimal> numbers = new TreeMap<>();
    try (Connection connection = stack.connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.put(rows.getString(1), rows.getBigDecimal(2));
      }
      return numbers;
    } catch (SQLException e) {
      throw failed(service, e);
    }
  }

  /** Rows of two texts, by the first, which may not repeat. */
  Map<String, String> pairs(Component service, String sql) {
    Map<String, String> pairs = new TreeMap<>();
    try (Connection connection = stack.connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        if (pairs.put(rows.getString(1), rows.getString(2)) != null) {
          throw new StackException("twice in " + service.label() + ": " + rows.getString(1));
        }
      }
      return pairs;
    } catch (SQLException e) {
      throw failed(service, e);
    }
  }

  /** The texts of the first column. */
  Set<String> texts(Component service, String sql) {
    Set<String> texts = new TreeSet<>();
    try (Connection connection = stack.connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw failed(service, e);
    }
  }

  private static StackException failed(Component service, SQLException e) {
    return new StackException(
        "cannot read the database of " + service.label() + ": " + e.getMessage(), e);
  }
}
