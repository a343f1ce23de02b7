package io.eafix.saga.store;

import io.eafix.idempotency.outbox.OutboxSql;
import io.eafix.idempotency.sql.Sql;
import io.eafix.saga.run.SagaState;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes sagas over, in batches, skipping those that another replica is taking at the moment:
 * released ones whose time has come, and those whose owner's lease has run out.
 */
@ApplicationScoped
public class ClaimStore {

  private static final String RELEASED =
      """
      with due as materialized (
        select saga_id, state from saga
         where due_at <= now()
         order by due_at limit $2
           for update skip locked
      )
      """;

  // Jumps from one owner to the next in the index instead of reading every owned saga.
  private static final String ORPHANED =
      """
      with recursive owner(epoch) as (
        (select min(owner_epoch) from saga where owner_epoch is not null)
        union all
        select (select min(owner_epoch) from saga where owner_epoch > owner.epoch)
          from owner where owner.epoch is not null
      ), dead as materialized (
        select epoch from owner
         where epoch is not null and epoch <> $1
           and not exists (select 1 from saga_replica r
                            where r.epoch = owner.epoch and r.lease_until > clock_timestamp())
      ), due as materialized (
        select saga_id, state from saga
         where owner_epoch in (select epoch from dead)
         limit $2
           for update skip locked
      )
      """;

  private static final String UPDATE =
      """
      update saga s
         set owner_epoch = $1, due_at = null, version = s.version + 1, updated_at = now(),
             state = case s.state when 'PENDING' then 'RUNNING' else s.state end
        from due
       where s.saga_id = due.saga_id
      returning s.updated_at, due.state as """
          + " "
          + SagaReader.STATE_BEFORE
          + ","
          + SagaReader.COLUMNS;

  private final Pool pool;
  private final OutboxSql outbox;

  ClaimStore(@ReactiveDataSource("engine") Pool pool, OutboxSql outbox) {
    this.pool = pool;
    this.outbox = outbox;
  }

  /** Takes released sagas that are due. */
  public Future<List<SagaRecord>> released(long epoch, int max) {
    return take(RELEASED + UPDATE, epoch, max);
  }

  /** Takes sagas of replicas whose lease has run out. */
  public Future<List<SagaRecord>> orphaned(long epoch, int max) {
    return take(ORPHANED + UPDATE, epoch, max);
  }

  /** Ids of the sagas that an epoch owns. */
  public Future<List<UUID>> owned(long epoch) {
    return pool.preparedQuery("select saga_id from saga where owner_epoch = $1")
        .execute(Tuple.of(epoch))
        .map(
            rows -> {
              List<UUID> ids = new ArrayList<>(rows.size());
              rows.forEach(row -> ids.add(row.getUUID(0)));
              return ids;
            });
  }

  private Future<List<SagaRecord>> take(String sql, long epoch, int max) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(sql)
                .execute(Tuple.of(epoch, max))
                .compose(
                    rows ->
                        tell(connection, rows)
                            .compose(told -> SagaReader.withResults(connection, rows))));
  }

  private Future<Void> tell(SqlConnection connection, RowSet<Row> rows) {
    List<SagaChanged> begun = new ArrayList<>();
    for (Row row : rows) {
      if (SagaState.PENDING.name().equals(row.getString(SagaReader.STATE_BEFORE))) {
        begun.add(begun(row));
      }
    }
    return begun.isEmpty()
        ? Future.succeededFuture()
        : Future.fromCompletionStage(
            outbox
                .insert(Sql.of(connection), begun.stream().map(SagaChanged::toEvent).toList())
                .subscribeAsCompletionStage());
  }

  private static SagaChanged begun(Row row) {
    return new SagaChanged(
        row.getUUID("saga_id"),
        row.getString("definition"),
        row.getInteger("definition_version"),
        row.getString("business_key"),
        SagaState.RUNNING,
        SagaState.PENDING,
        row.getLong("version"),
        0,
        null,
        null,
        Columns.instant(row.getOffsetDateTime("updated_at")));
  }
}
