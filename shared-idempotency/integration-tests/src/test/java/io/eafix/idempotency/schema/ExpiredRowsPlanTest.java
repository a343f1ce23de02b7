package io.eafix.idempotency.schema;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking for rows whose time is over does not read those whose time is not. */
class ExpiredRowsPlanTest {

  private static final String DATABASE = "expired_rows";

  /** Those of the tables and indexes here. */
  private static final List<String> MIGRATIONS =
      List.of(
          "V0_1__execution",
          "V0_3__saga_fence",
          "V0_4__external_work_and_resolutions",
          "V0_6__expiry_and_audit");

  private static final int ROWS = 50_000;
  private static final Pattern BLOCKS = Pattern.compile("shared hit=(\\d+)|read=(\\d+)");

  private static final Map<String, String> INSERTS =
      Map.of(
          "execution",
          """
          insert into execution (idempotency_key, execution_id, fingerprint, operation, fence,
                                 status, answer_status, finished_at, expires_at)
          select gen_random_uuid(), gen_random_uuid(), repeat('f', 64), 'o', 1,
                 'COMPLETED', 200, now(), now() + (i %% 2 * 4 - 2) * interval '1 day'
            from generate_series(1, %d) i
          """,
          "inbox",
          """
          insert into inbox (consumer, message_id, received_at)
          select 'c', gen_random_uuid(), now() + (i %% 2 * 4 - 2) * interval '1 day'
            from generate_series(1, %d) i
          """,
          "saga_fence",
          """
          insert into saga_fence (saga_id, step, acted, compensated, created_at)
          select gen_random_uuid(), 's', true, false,
                 now() + (i %% 2 * 4 - 2) * interval '1 day'
            from generate_series(1, %d) i
          """);

  @ParameterizedTest
  @CsvSource({"execution", "inbox", "saga_fence"})
  void noPageOfTheLivingIsRead(String table) throws SQLException, IOException {
    TestServers.database(DATABASE);
    try (Connection connection = TestServers.postgres().connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema public cascade; create schema public");
      for (String migration : MIGRATIONS) {
        statement.execute(migration(migration));
      }
      // Old and new on the same pages, as where the space of deleted rows is used again.
      statement.execute(INSERTS.get(table).formatted(ROWS));
      statement.execute("vacuum analyze " + table);
      statement.execute("delete from %s where %s < now()".formatted(table, age(table)));
      statement.execute("vacuum analyze " + table);
      long read = blocks(statement, sql(table));
      long pages = pages(statement, table);
      assertTrue(read * 10 < pages, read + " blocks read of " + pages);
    }
  }

  private static String migration(String name) throws IOException {
    try (InputStream sql = ExpiredRows.class.getResourceAsStream("/db/eafix/" + name + ".sql")) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String age(String table) {
    return switch (table) {
      case "execution" -> "expires_at";
      case "inbox" -> "received_at";
      default -> "created_at";
    };
  }

  private static String sql(String table) {
    return switch (table) {
      case "execution" -> ExpiredRows.EXECUTIONS;
      case "inbox" -> ExpiredRows.MESSAGES;
      default -> ExpiredRows.STEPS;
    };
  }

  private static long blocks(Statement statement, String sql) throws SQLException {
    String plan =
        "explain (analyze, buffers, costs off) "
            + sql.replace("$1", "5000").replace("$2", Long.toString(1000L * 3600));
    try (ResultSet lines = statement.executeQuery(plan)) {
      while (lines.next()) {
        // The outermost node, which has what those within it read.
        if (lines.getString(1).contains("Buffers:")) {
          return sum(lines.getString(1));
        }
      }
    }
    return 0;
  }

  private static long sum(String buffers) {
    Matcher blocks = BLOCKS.matcher(buffers);
    long sum = 0;
    while (blocks.find()) {
      sum += Long.parseLong(blocks.group(1) == null ? blocks.group(2) : blocks.group(1));
    }
    return sum;
  }

  private static long pages(Statement statement, String table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select relpages from pg_class where relname = '" + table + "'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
