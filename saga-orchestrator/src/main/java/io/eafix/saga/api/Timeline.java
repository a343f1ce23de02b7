package io.eafix.saga.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Everything that happened to a saga, in order. */
@ApplicationScoped
class Timeline {

  private static final int ENTRIES_MAX = 1_000;
  private static final String SELECT =
      """
      select 'attempt' as what, ended_at as at, step, phase, attempt, outcome, status,
             (extract(epoch from ended_at - started_at) * 1000)::bigint as duration_ms,
             answer, error, null as actor
        from saga_attempt where saga_id = $1
      union all
      select 'command', at, step, null, null, action, null, null, null, reason, actor
        from saga_audit where saga_id = $1
      order by at limit $2
      """;
  private static final String EXISTS = "select 1 from saga where saga_id = $1";

  private final Pool pool;
  private final ObjectMapper json;

  Timeline(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /** The first {@value #ENTRIES_MAX} entries; 404 if there is no such saga. */
  Uni<List<TimelineEntry>> of(UUID sagaId) {
    return query(EXISTS, Tuple.of(sagaId))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw Problems.notFound("saga", sagaId);
              }
            })
        .flatMap(exists -> query(SELECT, Tuple.of(sagaId, ENTRIES_MAX)))
        .map(this::entries);
  }

  private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(sql).execute(parameters).toCompletionStage());
  }

  private List<TimelineEntry> entries(RowSet<Row> rows) {
    List<TimelineEntry> entries = new ArrayList<>(rows.size());
    rows.forEach(row -> entries.add(entry(row)));
    return entries;
  }

  private TimelineEntry entry(Row row) {
    return new TimelineEntry(
        row.getString("what"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("step"),
        row.getString("phase"),
        row.getInteger("attempt"),
        row.getString("outcome"),
        row.getInteger("status"),
        row.getLong("duration_ms"),
        answer(row.getString("answer")),
        row.getString("error"),
        row.getString("actor"));
  }

  private JsonNode answer(String text) {
    try {
      return text == null ? null : json.readTree(text);
    } catch (JsonProcessingException other) {
      return TextNode.valueOf(text);
    }
  }
}
