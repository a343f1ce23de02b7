package io.eafix.idempotency.sql;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** The same Java types for the same columns as the reactive driver has, by JDBC. */
final class JdbcValues {

  private static final Map<Class<?>, String> ARRAYS =
      Map.of(
          String[].class, "text",
          UUID[].class, "uuid",
          Short[].class, "int2",
          Integer[].class, "int4",
          Long[].class, "int8",
          byte[][].class, "bytea");

  private JdbcValues() {}

  static void set(Connection connection, PreparedStatement statement, int i, Object value)
      throws SQLException {
    if (value instanceof Buffer buffer) {
      statement.setBytes(i, buffer.getBytes());
    } else if (value instanceof Object[] elements) {
      statement.setArray(i, array(connection, elements));
    } else if (value instanceof String || value instanceof Enum<?>) {
      // Untyped, so that Postgres infers the type as it does for the reactive driver.
      statement.setObject(i, value.toString(), Types.OTHER);
    } else if (value instanceof JsonObject || value instanceof JsonArray) {
      statement.setObject(i, value.toString(), Types.OTHER);
    } else {
      statement.setObject(i, value);
    }
  }

  private static Array array(Connection connection, Object[] elements) throws SQLException {
    if (elements instanceof Buffer[] buffers) {
      return connection.createArrayOf(
          "bytea",
          Arrays.stream(buffers)
              .map(buffer -> buffer == null ? null : buffer.getBytes())
              .toArray(byte[][]::new));
    }
    if (elements instanceof OffsetDateTime[] times) {
      return connection.createArrayOf(
          "timestamptz",
          Arrays.stream(times).map(time -> time == null ? null : time.toString()).toArray());
    }
    String type = ARRAYS.get(elements.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no SQL array of " + elements.getClass().getName());
    }
    return connection.createArrayOf(type, elements);
  }

  static Object get(ResultSet rows, int column, String type) throws SQLException {
    return switch (type) {
      case "bytea" -> {
        byte[] bytes = rows.getBytes(column);
        yield bytes == null ? null : Buffer.buffer(bytes);
      }
      case "json", "jsonb" -> json(rows.getString(column));
      case "timestamptz" -> rows.getObject(column, OffsetDateTime.class);
      case "date" -> rows.getObject(column, java.time.LocalDate.class);
      case "timestamp" -> rows.getObject(column, java.time.LocalDateTime.class);
      default -> {
        Object value = rows.getObject(column);
        yield value instanceof Array array ? array.getArray() : value;
      }
    };
  }

  private static Object json(String text) {
    if (text == null) {
      return null;
    }
    return text.startsWith("[") ? new JsonArray(text) : new JsonObject(text);
  }
}
