package io.eafix.relay.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One Postgres connection of one thread, which waits for each statement up to a limit.
 *
 * <p>After a failure the connection's state is unknown: close it and open another. Not for event
 * loops, which must not wait; not thread-safe, except {@link #close()}.
 */
public final class PgSession implements AutoCloseable {

  private final PgConnection connection;
  private final Duration timeout;

  private PgSession(PgConnection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @throws DatabaseException if Postgres refuses or does not answer in time
   */
  public static PgSession open(
      Vertx vertx, PgConnectOptions options, Duration connectTimeout, Duration statementTimeout) {
    CompletableFuture<PgConnection> opening =
        PgConnection.connect(vertx, options).toCompletionStage().toCompletableFuture();
    try {
      return new PgSession(await(opening, connectTimeout, "connect"), statementTimeout);
    } catch (DatabaseException e) {
      // A connection that comes late must not be left open.
      opening.thenAccept(PgConnection::close);
      throw e;
    }
  }

  /**
   * Runs one statement.
   *
   * @throws DatabaseException if it fails, or if its outcome is unknown
   */
  public RowSet<Row> query(String sql, Object... params) {
    return await(connection.preparedQuery(sql).execute(Tuple.from(params)), sql);
  }

  /**
   * Runs one query and keeps of each row only what the mapping makes of it, which for many rows is
   * much less than the row.
   *
   * @param mapping called for each row in order, on another thread; must not wait
   */
  public <T> List<T> list(String sql, Function<Row, T> mapping, Object... params) {
    RowSet<T> rows =
        await(connection.preparedQuery(sql).mapping(mapping).execute(Tuple.from(params)), sql);
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(all::add);
    return all;
  }

  /** Runs one statement and tells how many rows it touched. */
  public int update(String sql, Object... params) {
    return query(sql, params).rowCount();
  }

  /** Starts a statement whose answer is wanted later; wait with {@link #await(Future, String)}. */
  public Future<RowSet<Row>> start(String sql, Object... params) {
    return connection.preparedQuery(sql).execute(Tuple.from(params));
  }

  /** Runs statements that take no parameters, separated by semicolons. */
  public void run(String sql) {
    await(connection.query(sql).execute(), sql);
  }

  /** Runs work in a transaction, which commits if the work returns and rolls back if it throws. */
  public void inTransaction(Runnable work) {
    run("begin");
    try {
      work.run();
    } catch (DatabaseException e) {
      throw e;
    } catch (RuntimeException e) {
      run("rollback");
      throw e;
    }
    run("commit");
  }

  /** Ends an open transaction after a failed statement. */
  public void rollback() {
    run("rollback");
  }

  /** Calls back on each notification; keep the callback short. */
  public void onNotification(Consumer<String> callback) {
    connection.notificationHandler(notification -> callback.accept(notification.getPayload()));
  }

  /** Calls back when the connection is gone. */
  public void onClose(Runnable callback) {
    connection.closeHandler(ignored -> callback.run());
  }

  /** Waits for a started statement. */
  public <T> T await(Future<T> future, String what) {
    return await(future.toCompletionStage().toCompletableFuture(), timeout, what);
  }

  private static <T> T await(CompletableFuture<T> future, Duration timeout, String what) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DatabaseException("no answer within " + timeout + ": " + start(what), e);
    } catch (ExecutionException e) {
      throw new DatabaseException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("interrupted: " + start(what), e);
    }
  }

  private static String start(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(80, line.length()));
  }

  @Override
  public void close() {
    connection.close();
  }
}
