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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everything that happened to a saga, in order. */
@ApplicationScoped
class Timeline {

  private static final String SELECT =
      """
      select * from (
        select 'attempt' as what, ended_at as at,
               lpad(version::text, 20, '0') || ' ' || step || ' ' || phase as key,
               step, phase, attempt, outcome, status,
               (extract(epoch from ended_at - started_at) * 1000)::bigint as duration_ms,
               answer, error, null as actor
          from saga_attempt where saga_id = $1
        union all
        select 'command', at, 'command ' || lpad(audit_id::text, 20, '0'),
               step, null, null, action, null, null, null, reason, actor
          from saga_audit where saga_id = $1
      ) entry
       where $2::timestamptz is null or (at, key collate "C") > ($2, $3)
       order by at, key collate "C" limit $4
      """;
  private static final String EXISTS = "select 1 from saga where saga_id = $1";

  private final Pool pool;
  private final ObjectMapper json;

  Timeline(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /**
   * Some of what happened, in order.
   *
   * @param next where the page ends, if there is more
   */
  record Page(List<TimelineEntry> entries, Optional<Cursor> next) {}

  /**
   * A page of what happened; 404 if there is no such saga. An attempt is there once it is written,
   * which may be after a later one has been seen.
   *
   * @param after where the page before ended, null for the first
   */
  Uni<Page> of(UUID sagaId, Cursor after, int limit) {
    return query(EXISTS, Tuple.of(sagaId))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw Problems.notFound("saga", sagaId);
              }
            })
        .flatMap(
            exists ->
                query(
                    SELECT,
                    Tuple.of(
                        sagaId,
                        after == null ? null : after.at().atOffset(ZoneOffset.UTC),
                        after == null ? null : after.key(),
                        limit + 1)))
        .map(rows -> page(rows, limit));
  }

  private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return Uni.createFrom()
        .completionStage(() -> pool.preparedQuery(sql).execute(parameters).toCompletionStage());
  }

  private Page page(RowSet<Row> rows, int limit) {
    List<TimelineEntry> entries = new ArrayList<>(limit);
    Cursor last = null;
    for (Row row : rows) {
      if (entries.size() == limit) {
        return new Page(entries, Optional.of(last));
      }
      entries.add(entry(row));
      last = new Cursor(row.getOffsetDateTime("at").toInstant(), row.getString("key"));
    }
    return new Page(entries, Optional.empty());
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
