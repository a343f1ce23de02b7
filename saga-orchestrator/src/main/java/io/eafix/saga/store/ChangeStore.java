package io.eafix.saga.store;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxSql;
import io.eafix.idempotency.sql.Sql;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the changes of many sagas in one commit.
 *
 * <p>Each change is guarded by the saga's version and the writer's epoch: a change whose saga was
 * changed or taken over meanwhile touches no row, writes no journal and no event, and does not hold
 * up the others. If the commit fails, none is written; if its answer is lost, that is unknown, and
 * the sagas have to be read again.
 */
@ApplicationScoped
public class ChangeStore {

  private static final String APPLY =
      """
      with change as materialized (
        select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::boolean[],
                             $6::timestamptz[], $7::boolean[])
               as c(saga_id, version, state, progress, release, due_at, ended)
      ), moved as (
        update saga s
           set state = c.state, progress = c.progress::jsonb, version = s.version + 1,
               owner_epoch = case when c.release then null else s.owner_epoch end,
               due_at = c.due_at, updated_at = $9,
               ended_at = case when c.ended then $9::timestamptz end
          from change c
         where s.saga_id = c.saga_id and s.version = c.version and s.owner_epoch = $8
        returning s.saga_id, s.version
      ), journal as (
        insert into saga_attempt (saga_id, version, step, phase, attempt, outcome, status,
                                  started_at, ended_at, answer, error)
        select m.saga_id, m.version, a.step, a.phase, a.attempt, a.outcome, a.status,
               a.started_at, a.ended_at, a.answer, a.error
          from unnest($10::uuid[], $11::text[], $12::text[], $13::integer[], $14::text[],
                      $15::integer[], $16::timestamptz[], $17::timestamptz[], $18::text[],
                      $19::text[])
               as a(saga_id, step, phase, attempt, outcome, status, started_at, ended_at, answer,
                    error)
          join moved m using (saga_id)
      )
      select saga_id from moved
      """;

  private final Pool pool;
  private final OutboxSql outbox;

  ChangeStore(@ReactiveDataSource("engine") Pool pool, OutboxSql outbox) {
    this.pool = pool;
    this.outbox = outbox;
  }

  /**
   * Writes changes of different sagas.
   *
   * @param epoch the writer's epoch
   * @return the sagas whose change was written
   */
  public Future<Set<UUID>> apply(List<Change> changes, long epoch, Instant now) {
    boolean silent = changes.stream().allMatch(change -> change.event() == null);
    return silent
        ? update(pool, changes, epoch, now)
        : pool.withTransaction(
            connection ->
                update(connection, changes, epoch, now)
                    .compose(moved -> tell(connection, changes, moved).map(moved)));
  }

  private static Future<Set<UUID>> update(
      SqlClient client, List<Change> changes, long epoch, Instant now) {
    OffsetDateTime at = Columns.time(now);
    Tuple parameters = ChangeColumns.of(changes);
    parameters.addValue(epoch).addValue(at);
    AttemptColumns.of(changes).forEach(parameters::addValue);
    return client.preparedQuery(APPLY).execute(parameters).map(ChangeStore::ids);
  }

  private Future<Void> tell(SqlConnection connection, List<Change> changes, Set<UUID> moved) {
    List<OutboxEvent> events =
        changes.stream()
            .filter(change -> change.event() != null && moved.contains(change.sagaId()))
            .map(change -> change.event().toEvent())
            .toList();
    return Future.fromCompletionStage(
        outbox.insert(Sql.of(connection), events).subscribeAsCompletionStage());
  }

  private static Set<UUID> ids(RowSet<Row> rows) {
    Set<UUID> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.getUUID(0)));
    return ids;
  }
}
