package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.impl.SqlClientConnection;
import org.hibernate.reactive.session.ReactiveConnectionSupplier;

/**
 * {@link Sql} over the connection of a Hibernate Reactive session.
 *
 * <p>Native queries of the session would serve too, at the price of Hibernate's query translation
 * and a flush for each; these statements run several times in every request.
 */
final class SessionSql implements Sql {

  private final Mutiny.Session session;

  SessionSql(Mutiny.Session session) {
    this.session = session;
  }

  @Override
  public Uni<RowSet<Row>> query(String sql, Object... params) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              Tuple parameters = Tuple.from(params);
              ReactiveConnection connection = connection();
              return connection instanceof PipelinedConnection pipelined
                  ? pipelined.preparedQuery(sql, parameters)
                  : unpipelined(connection).preparedQuery(sql, parameters);
            });
  }

  @Override
  public Uni<RowSet<Row>> batch(String sql, List<Tuple> tuples) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              ReactiveConnection connection = connection();
              return connection instanceof PipelinedConnection pipelined
                  ? pipelined.preparedQueryBatch(sql, tuples)
                  : unpipelined(connection).preparedQueryBatch(sql, tuples);
            });
  }

  private ReactiveConnection connection() {
    ReactiveConnectionSupplier supplier =
        ((MutinySessionImpl) session).unwrap(ReactiveConnectionSupplier.class);
    // Asked for no batching, a batching connection hands out the one it wraps.
    return supplier.getReactiveConnection().withBatchSize(1);
  }

  private static SqlClientConnection unpipelined(ReactiveConnection connection) {
    if (connection instanceof SqlClientConnection client) {
      return client;
    }
    throw new IllegalStateException(
        "the Hibernate session is not on the reactive SQL client but on " + connection.getClass());
  }
}
