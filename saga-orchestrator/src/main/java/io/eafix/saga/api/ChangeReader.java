package io.eafix.saga.api;

import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.ProgressCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;

/** Finds sagas that have lately entered another state, whichever replica moved them. */
@ApplicationScoped
class ChangeReader {

  // A change may become visible later than its time says, by as much as its commit takes.
  private static final String RECENT =
      """
      select recent.saga_id, recent.version, now() as looked_at
        from (select 1) as always
        left join lateral (
          select saga_id, version, state_at from saga
           where state_at > coalesce($1::timestamptz, now()) - $2 * interval '1 ms'
           order by state_at desc limit $3) as recent on true
       order by recent.state_at
      """;
  private static final String DETAILS =
      """
      select saga_id, definition, definition_version, business_key, state, progress::text as progress,
             version, state_at
        from saga where saga_id = any($1::uuid[]) order by state_at
      """;
  private static final int LATE_MS_MAX = 1_000;
  private static final int SAGAS_MAX = 5_000;

  private final Pool pool;
  private final Definitions definitions;

  ChangeReader(Pool pool, Definitions definitions) {
    this.pool = pool;
    this.definitions = definitions;
  }

  /** What one look has found, and from when the next has to look. */
  record Found(List<SagaChange> changes, OffsetDateTime lookedAt) {}

  /**
   * Looks for changes; of more than {@value #SAGAS_MAX} only the newest are found.
   *
   * @param since when the last look was made, null for the first
   * @param wanted tells by saga and version whether a change is new to the caller
   */
  Future<Found> since(OffsetDateTime since, BiPredicate<UUID, Long> wanted) {
    return pool.preparedQuery(RECENT)
        .execute(Tuple.of(since, LATE_MS_MAX, SAGAS_MAX))
        .compose(
            rows -> {
              List<UUID> fresh = new ArrayList<>();
              OffsetDateTime lookedAt = null;
              for (Row row : rows) {
                UUID saga = row.getUUID("saga_id");
                lookedAt = row.getOffsetDateTime("looked_at");
                if (saga != null && wanted.test(saga, row.getLong("version"))) {
                  fresh.add(saga);
                }
              }
              OffsetDateTime next = lookedAt;
              return details(fresh).map(changes -> new Found(changes, next));
            });
  }

  private Future<List<SagaChange>> details(List<UUID> sagas) {
    return sagas.isEmpty()
        ? Future.succeededFuture(List.of())
        : pool.preparedQuery(DETAILS)
            .execute(Tuple.of(sagas.toArray(UUID[]::new)))
            .compose(this::changes);
  }

  private Future<List<SagaChange>> changes(RowSet<Row> rows) {
    Map<String, Future<SagaPlan>> plans = new HashMap<>();
    for (Row row : rows) {
      plans.computeIfAbsent(
          key(row),
          key ->
              definitions.plan(row.getString("definition"), row.getInteger("definition_version")));
    }
    return Future.all(List.copyOf(plans.values()))
        .map(
            all -> {
              List<SagaChange> changes = new ArrayList<>(rows.size());
              rows.forEach(row -> changes.add(change(row, plans.get(key(row)).result())));
              return changes;
            });
  }

  private static String key(Row row) {
    return row.getString("definition") + ' ' + row.getInteger("definition_version");
  }

  private static SagaChange change(Row row, SagaPlan plan) {
    SagaState state = SagaState.valueOf(row.getString("state"));
    SagaRun run = ProgressCodec.read(plan, state, row.getString("progress"));
    return new SagaChange(
        row.getUUID("saga_id"),
        plan.definition().name(),
        plan.version(),
        row.getString("business_key"),
        state,
        run.stepsPassed() + " of " + plan.size() + " steps",
        run.reason(),
        row.getLong("version"),
        row.getOffsetDateTime("state_at").toInstant());
  }
}
