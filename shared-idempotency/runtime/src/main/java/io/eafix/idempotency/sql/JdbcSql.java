package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * {@link Sql} over JDBC, in the JTA transaction of the thread. Each statement blocks, and has
 * happened when its {@link Uni} is subscribed to.
 */
final class JdbcSql implements Sql {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d{1,3})");

  private final DataSource dataSource;
  private final Runnable failed;

  /**
   * @param failed told of each statement that failed: Postgres will not commit any more. May be
   *     told from any thread
   */
  JdbcSql(DataSource dataSource, Runnable failed) {
    this.dataSource = dataSource;
    this.failed = failed;
  }

  @Override
  public Uni<RowSet<Row>> query(String sql, Object... params) {
    return Uni.createFrom().item(() -> execute(sql, params));
  }

  /** From any thread. */
  @Override
  public Uni<Void> rollbackOnly() {
    return Uni.createFrom().voidItem().invoke(failed);
  }

  @Override
  public Uni<RowSet<Row>> batch(String sql, List<Tuple> tuples) {
    return Uni.createFrom()
        .item(
            () -> {
              RowSet<Row> last = null;
              for (Tuple tuple : tuples) {
                Object[] params = new Object[tuple.size()];
                for (int i = 0; i < params.length; i++) {
                  params[i] = tuple.getValue(i);
                }
                last = execute(sql, params);
              }
              return last;
            });
  }

  private RowSet<Row> execute(String sql, Object[] params) {
    // JDBC counts its parameters by place, these statements by number.
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(sql);
    String positional =
        matcher.replaceAll(
            found -> {
              numbers.add(Integer.valueOf(found.group(1)));
              return "?";
            });
    // The connection is the transaction's, so closing it gives nothing back before its end.
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(positional)) {
      for (int i = 0; i < numbers.size(); i++) {
        Object value = params[numbers.get(i) - 1];
        JdbcValues.set(connection, statement, i + 1, value);
      }
      boolean hasRows = statement.execute();
      return hasRows
          ? JdbcRows.read(statement.getResultSet())
          : JdbcRows.touched(statement.getUpdateCount());
    } catch (SQLException e) {
      failed.run();
      throw new SqlFailedException(e);
    } catch (RuntimeException e) {
      // A parameter that could not be set, say: nobody may be waiting for this statement.
      failed.run();
      throw e;
    }
  }
}
