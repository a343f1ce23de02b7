package io.eafix.saga.store;

import io.eafix.saga.run.SagaState;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Deletes sagas that ended long ago, with their journal and audit, in one commit for a bounded
 * number. Replicas skip sagas that another one is deleting.
 *
 * <p>What stays: any saga in another state, a failed compensation above all; one whose start is
 * still answered from its execution, so that no answer names a saga that is not there; and
 * exclusive keys, so that none is used again.
 */
@ApplicationScoped
public class EndedSagas {

  // By creation, since the index of states has it: no saga has ended before it was created.
  private static final String DELETE =
      """
      with old as materialized (
        select saga_id, exclusive_key from saga s
         where state = $1
           and created_at < now() - greatest($2::bigint, $3::bigint) * interval '1 ms'
           and ended_at < now() - $2::bigint * interval '1 ms'
           and not exists (select from execution e where e.execution_id = s.start_execution)
         order by created_at limit $4
           for update of s skip locked
      ), spent as (
        insert into saga_spent_key (exclusive_key)
        select exclusive_key from old where exclusive_key is not null
        on conflict do nothing
      ), journal as (
        delete from saga_attempt a using old where a.saga_id = old.saga_id
      ), audit as (
        delete from saga_audit a using old
         where a.saga_id = old.saga_id and a.saga_id is not null
      )
      delete from saga s using old where s.saga_id = old.saga_id
      """;

  private final Pool pool;

  EndedSagas(@ReactiveDataSource("engine") Pool pool) {
    this.pool = pool;
  }

  /**
   * Deletes some sagas, those that were created first.
   *
   * @param state a final state
   * @param kept how long a saga is kept after its end
   * @param keyTtl how long the key of a start is kept, for sagas that do not say which it was
   * @param max most sagas that are deleted
   * @return how many were
   */
  public Future<Integer> delete(SagaState state, Duration kept, Duration keyTtl, int max) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(state.name(), kept.toMillis(), keyTtl.toMillis(), max))
        .map(rows -> rows.rowCount());
  }
}
