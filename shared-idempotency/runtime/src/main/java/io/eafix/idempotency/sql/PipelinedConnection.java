package io.eafix.idempotency.sql;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.TransactionRollbackException;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.hibernate.reactive.pool.BatchingConnection;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/**
 * A connection of a session that waits neither for the answer to BEGIN before it sends the first
 * statement, nor for the answer to the last statement before it sends COMMIT: two round trips less
 * for each transaction.
 *
 * <p>Postgres does what it gets in the order in which it gets it, and after a statement that failed
 * it does nothing but roll back, COMMIT or not. So the transaction commits if all its statements
 * succeeded, and {@link #commitTransaction} says so, or fails with {@link
 * TransactionRollbackException}. Whoever did not wait for a statement asks it then.
 *
 * <p>Not thread-safe: it belongs to the event loop of its session.
 */
final class PipelinedConnection implements ReactiveConnection {

  private final SqlClientConnection connection;
  private boolean open;
  private boolean failed;
  private boolean closed;

  PipelinedConnection(SqlClientConnection connection) {
    this.connection = connection;
  }

  @Override
  public boolean isTransactionInProgress() {
    return open;
  }

  @Override
  public CompletionStage<Void> beginTransaction() {
    if (open || closed) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              open
                  ? "a transaction is already running on this connection"
                  : "the session of this connection is closed"));
    }
    open = true;
    failed = false;
    executeUnprepared("begin");
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> commitTransaction() {
    return (failed ? rollbackTransaction() : end("commit")).thenCompose(ignored -> committed());
  }

  private CompletionStage<Void> committed() {
    return failed
        ? CompletableFuture.failedFuture(TransactionRollbackException.INSTANCE)
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> rollbackTransaction() {
    return open ? end("rollback") : CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> end(String how) {
    open = false;
    return connection.executeUnprepared(how);
  }

  @Override
  public CompletionStage<Void> close() {
    CompletionStage<Void> rolledBack = rollbackTransaction();
    closed = true;
    return rolledBack
        .handle((ignored, ofRollback) -> connection.close())
        .thenCompose(closed -> closed);
  }

  CompletionStage<RowSet<Row>> preparedQuery(String sql, Tuple parameters) {
    return noted(() -> connection.preparedQuery(sql, parameters));
  }

  CompletionStage<RowSet<Row>> preparedQueryBatch(String sql, List<Tuple> parameters) {
    return noted(() -> connection.preparedQueryBatch(sql, parameters));
  }

  /** Remembers a failure, after which the transaction cannot commit any more. */
  private <T> CompletionStage<T> noted(Supplier<CompletionStage<T>> statement) {
    if (!open) {
      // After COMMIT or ROLLBACK, answered or not, it would commit by itself; and once closed, the
      // connection may be another's.
      return CompletableFuture.failedFuture(
          new IllegalStateException("the transaction of this connection has ended"));
    }
    return statement
        .get()
        .whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                failed = true;
              }
            });
  }

  @Override
  public DatabaseMetadata getDatabaseMetadata() {
    return connection.getDatabaseMetadata();
  }

  @Override
  public CompletionStage<Void> execute(String sql) {
    return noted(() -> connection.execute(sql));
  }

  @Override
  public CompletionStage<Void> executeOutsideTransaction(String sql) {
    return connection.executeOutsideTransaction(sql);
  }

  @Override
  public CompletionStage<Void> executeUnprepared(String sql) {
    return noted(() -> connection.executeUnprepared(sql));
  }

  @Override
  public CompletionStage<Integer> update(String sql) {
    return noted(() -> connection.update(sql));
  }

  @Override
  public CompletionStage<Integer> update(String sql, Object[] values) {
    return noted(() -> connection.update(sql, values));
  }

  @Override
  public CompletionStage<Void> update(
      String sql, Object[] values, boolean allowBatching, Expectation expectation) {
    return noted(() -> connection.update(sql, values, allowBatching, expectation));
  }

  @Override
  public CompletionStage<int[]> update(String sql, List<Object[]> values) {
    return noted(() -> connection.update(sql, values));
  }

  @Override
  public CompletionStage<Result> select(String sql) {
    return noted(() -> connection.select(sql));
  }

  @Override
  public CompletionStage<Result> select(String sql, Object[] values) {
    return noted(() -> connection.select(sql, values));
  }

  @Override
  public CompletionStage<ResultSet> selectJdbc(String sql, Object[] values) {
    return noted(() -> connection.selectJdbc(sql, values));
  }

  @Override
  public <T> CompletionStage<T> insertAndSelectIdentifier(
      String sql, Object[] values, Class<T> idClass, String idColumnName) {
    return noted(() -> connection.insertAndSelectIdentifier(sql, values, idClass, idColumnName));
  }

  @Override
  public CompletionStage<ResultSet> insertAndSelectIdentifierAsResultSet(
      String sql, Object[] values, Class<?> idClass, String idColumnName) {
    return noted(
        () -> connection.insertAndSelectIdentifierAsResultSet(sql, values, idClass, idColumnName));
  }

  @Override
  public <T> CompletionStage<T> selectIdentifier(String sql, Object[] values, Class<T> idClass) {
    return noted(() -> connection.selectIdentifier(sql, values, idClass));
  }

  @Override
  public ReactiveConnection withBatchSize(int batchSize) {
    return batchSize <= 1 ? this : new BatchingConnection(this, batchSize);
  }

  @Override
  public CompletionStage<Void> executeBatch() {
    return CompletableFuture.completedFuture(null);
  }
}
