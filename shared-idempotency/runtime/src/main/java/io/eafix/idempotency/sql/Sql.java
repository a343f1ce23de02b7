package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Raw SQL on one connection, inside whatever transaction that connection has open.
 *
 * <p>The one seam between code that writes SQL (the execution row, the outbox, the inbox, the saga
 * fence) and the two ways a service reaches Postgres: a Hibernate Reactive session or a reactive
 * client connection. Parameters are {@code $1, $2, ...}; statements are prepared and cached by the
 * driver. Changes that a Hibernate session holds back are not visible here until the session is
 * flushed.
 *
 * <p>Not thread-safe: use it on the event loop that owns the connection.
 */
public interface Sql {

  /**
   * Runs a statement that returns rows.
   *
   * @param sql one statement with {@code $n} placeholders
   * @param params values for the placeholders; {@code null} is SQL NULL
   * @return the rows; fails with the driver's exception, after which the transaction is unusable
   */
  Uni<RowSet<Row>> query(String sql, Object... params);

  /**
   * Runs one statement once for each tuple, pipelined.
   *
   * @param sql one statement with {@code $n} placeholders
   * @param tuples at least one set of parameters
   */
  Uni<RowSet<Row>> batch(String sql, List<Tuple> tuples);

  /**
   * Runs a statement and tells how many rows it touched.
   *
   * @return affected rows; 0 is how a guarded update says that its guard did not hold
   */
  default Uni<Integer> update(String sql, Object... params) {
    return query(sql, params).map(RowSet::rowCount);
  }

  /**
   * From now on the running transaction can only be rolled back, whoever recovers from what; its
   * commit fails. Postgres sees to it, as Hibernate Reactive would be silent about it.
   */
  default Uni<Void> rollbackOnly() {
    return update("do $$ begin raise exception 'this transaction is to be rolled back'; end $$")
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** Raw SQL on the connection of a Hibernate Reactive session. */
  static Sql of(Mutiny.Session session) {
    return new SessionSql(session);
  }

  /** Raw SQL on a connection of the reactive Postgres client. */
  static Sql of(SqlConnection connection) {
    return new ConnectionSql(connection);
  }
}
