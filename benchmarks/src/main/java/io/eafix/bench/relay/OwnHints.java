package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Does what the extension does in a service: a while after the first write it sends one
 * notification, over a connection of its own, with the virtual shards that were written meanwhile.
 */
final class OwnHints implements Hints {

  /** Default of the extension. */
  private static final long DELAY_MS = 5;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Connection connection;
  private final PreparedStatement notify;
  private final int[] shards = new int[Rows.AGGREGATES];
  private final BitSet written = new BitSet();

  OwnHints(BenchServers servers, String database) throws SQLException {
    this.connection = servers.postgres().connect(database, database, servers.password());
    this.notify = connection.prepareStatement("select pg_notify('eafix_outbox', ?)");
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select n, outbox_shard(%s) from generate_series(0, %d) n"
                    .formatted(Rows.AGGREGATE, Rows.AGGREGATES - 1))) {
      while (rows.next()) {
        shards[rows.getInt(1)] = rows.getInt(2);
      }
    }
  }

  @Override
  public synchronized void written(int from, int count) {
    boolean first = written.isEmpty();
    for (int n = from; n < from + count; n++) {
      written.set(shards[Rows.aggregate(n)]);
    }
    if (first) {
      timer.schedule(this::send, DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private Void send() throws SQLException {
    notify.setString(1, take());
    notify.execute();
    return null;
  }

  private synchronized String take() {
    String numbers = written.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    written.clear();
    return numbers;
  }

  @Override
  public void close() throws Exception {
    timer.shutdown();
    if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a hint is not answered");
    }
    connection.close();
  }
}
