package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** {@link Sql} over a connection of the reactive Postgres client. */
final class ConnectionSql implements Sql {

  private final SqlConnection connection;

  ConnectionSql(SqlConnection connection) {
    this.connection = connection;
  }

  @Override
  public Uni<RowSet<Row>> query(String sql, Object... params) {
    return Uni.createFrom()
        .completionStage(
            () -> connection.preparedQuery(sql).execute(Tuple.from(params)).toCompletionStage());
  }

  @Override
  public Uni<RowSet<Row>> batch(String sql, List<Tuple> tuples) {
    return Uni.createFrom()
        .completionStage(
            () -> connection.preparedQuery(sql).executeBatch(tuples).toCompletionStage());
  }
}
