package io.eafix.idempotency.operators;

import io.eafix.idempotency.operators.ExecutionQuery.Position;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The statements that read executions for people. */
final class ExecutionSelect {

  static final String COLUMNS =
      """
      select execution_id, operation, idempotency_key, status, created_at, lease_until,
             finished_at, expires_at, answer_status,
             extract(epoch from clock_timestamp() - created_at)::bigint as age_seconds,
             case when status = 'IN_PROGRESS' and lease_until < clock_timestamp() then 'STUCK'
                  when status = 'IN_PROGRESS' then 'RUNNING'
                  else status end as state
        from execution
      """;

  static final String BY_ID = COLUMNS + " where execution_id = $1";

  static final String RESOLUTIONS =
      """
      select decision, operator, reason, former_status, answer_status, resolved_at
        from execution_resolution
       where execution_id = $1
       order by resolution_id
      """;

  private static final String PAGE =
      """
       where %1$s and ($1::text is null or operation = $1)
         and (%2$s, execution_id) > ($2, $3)
       order by %2$s, execution_id
       limit $4
      """;

  private ExecutionSelect() {}

  /** The condition is spelt out for each state so that the index of unfinished rows serves it. */
  static String page(ExecutionQuery query) {
    String condition =
        query.state() == null
            ? "status <> 'COMPLETED' and (status = 'IN_DOUBT' or lease_until < clock_timestamp())"
            : switch (query.state()) {
              case RUNNING ->
                  "status <> 'COMPLETED' and status = 'IN_PROGRESS'"
                      + " and lease_until >= clock_timestamp()";
              case STUCK ->
                  "status <> 'COMPLETED' and status = 'IN_PROGRESS'"
                      + " and lease_until < clock_timestamp()";
              case IN_DOUBT -> "status <> 'COMPLETED' and status = 'IN_DOUBT'";
              case COMPLETED -> "status = 'COMPLETED'";
            };
    return COLUMNS + PAGE.formatted(condition, age(query));
  }

  /** For finished ones there is an index of the time until which they are kept, and no other. */
  private static String age(ExecutionQuery query) {
    return query.state() == ExecutionState.COMPLETED ? "expires_at" : "created_at";
  }

  static ExecutionPage page(ExecutionQuery query, RowSet<Row> rows) {
    List<ExecutionView> views = new ArrayList<>();
    List<Instant> ages = new ArrayList<>();
    rows.forEach(
        row -> {
          views.add(view(row));
          ages.add(instant(row, age(query)));
        });
    int limit = query.limit();
    if (views.size() <= limit) {
      return new ExecutionPage(views, null);
    }
    Position last = new Position(ages.get(limit - 1), views.get(limit - 1).executionId());
    return new ExecutionPage(List.copyOf(views.subList(0, limit)), last.toString());
  }

  static ExecutionView view(Row row) {
    return new ExecutionView(
        row.getUUID("execution_id"),
        row.getString("operation"),
        row.getString("idempotency_key"),
        ExecutionState.valueOf(row.getString("state")),
        instant(row, "created_at"),
        row.getLong("age_seconds"),
        instant(row, "lease_until"),
        instant(row, "finished_at"),
        row.getInteger("answer_status"),
        null);
  }

  static List<ResolutionView> resolutions(RowSet<Row> rows) {
    List<ResolutionView> resolutions = new ArrayList<>();
    rows.forEach(
        row ->
            resolutions.add(
                new ResolutionView(
                    Decision.valueOf(row.getString("decision")),
                    row.getString("operator"),
                    row.getString("reason"),
                    row.getString("former_status"),
                    row.getInteger("answer_status"),
                    instant(row, "resolved_at"))));
    return resolutions;
  }

  private static Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }
}
