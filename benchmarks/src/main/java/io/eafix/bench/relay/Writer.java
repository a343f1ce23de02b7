package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes rows of a contender over one connection, each call as one transaction. */
final class Writer implements AutoCloseable {

  private final Connection connection;
  private final PreparedStatement insert;
  private final int parameters;
  private final Hints hints;

  Writer(BenchServers servers, Contender contender, Hints hints) throws SQLException {
    this.connection =
        servers.postgres().connect(contender.database(), contender.database(), servers.password());
    connection.setAutoCommit(false);
    this.insert = connection.prepareStatement(contender.insert());
    this.parameters = insert.getParameterMetaData().getParameterCount();
    this.hints = hints;
  }

  /**
   * Writes the rows with these numbers and commits.
   *
   * @return {@link System#nanoTime()} when the commit was known
   */
  long write(int from, int count) throws SQLException {
    for (int i = 1; i <= parameters; i += 2) {
      insert.setInt(i, from);
      insert.setInt(i + 1, from + count - 1);
    }
    hints.written(from, count);
    insert.executeUpdate();
    connection.commit();
    return System.nanoTime();
  }

  /** Writes many rows in transactions of a usual size. */
  void fill(int from, int count) throws SQLException {
    for (int n = from; n < from + count; n += Rows.BULK) {
      write(n, Math.min(Rows.BULK, from + count - n));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
