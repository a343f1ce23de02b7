package io.eafix.saga.store;

import io.eafix.idempotency.execution.FinishedExecutions;
import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxSql;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the changes of many sagas, and many new sagas, in one commit.
 *
 * <p>Each change is guarded by the saga's version and the writer's epoch: a change whose saga was
 * changed or taken over meanwhile touches no row, writes no journal and no event, and does not hold
 * up the others. If the commit fails, none is written; if its answer is lost, that is unknown, and
 * the sagas have to be read again.
 */
@ApplicationScoped
public class ChangeStore {

  private final Pool pool;
  private final OutboxSql outbox;

  ChangeStore(@ReactiveDataSource("engine") Pool pool, OutboxSql outbox) {
    this.pool = pool;
    this.outbox = outbox;
  }

  /**
   * Writes changes of different sagas, and starts of different requests.
   *
   * @param epoch the writer's epoch
   */
  public Future<Written> apply(List<Change> changes, List<Start> starts, long epoch, Instant now) {
    Tuple parameters = ChangeColumns.of(changes);
    parameters.addValue(epoch).addValue(Columns.time(now));
    AttemptColumns.of(changes).forEach(parameters::addValue);
    StartColumns.of(starts).forEach(parameters::addValue);
    FinishedExecutions.parameters(starts.stream().map(Start::execution).toList())
        .forEach(parameters::addValue);
    List<OutboxEvent> events = addEvents(parameters, changes, starts);
    outbox.written(events);
    return pool.preparedQuery(BatchStatement.SQL).execute(parameters).map(ChangeStore::written);
  }

  private List<OutboxEvent> addEvents(Tuple parameters, List<Change> changes, List<Start> starts) {
    List<OutboxEvent> events = new ArrayList<>();
    List<String> traces = new ArrayList<>();
    for (Change change : changes) {
      if (change.event() != null) {
        events.add(change.event().toEvent());
        traces.add(change.traceParent());
      }
    }
    for (Start start : starts) {
      events.add(start.event().toEvent());
      traces.add(start.saga().traceParent());
    }
    for (Object column : outbox.parameters(events, traces)) {
      parameters.addValue(column);
    }
    return events;
  }

  private static Written written(RowSet<Row> rows) {
    Set<UUID> changed = new HashSet<>();
    Map<UUID, StartOutcome> starts = new HashMap<>();
    for (Row row : rows) {
      String outcome = row.getString(1);
      if (outcome == null) {
        changed.add(row.getUUID(0));
      } else {
        starts.put(row.getUUID(0), StartOutcome.valueOf(outcome));
      }
    }
    return new Written(changed, starts);
  }
}
