package io.eafix.saga.store;

import io.eafix.saga.run.SagaState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads sagas with the results their expressions may use. */
public final class SagaReader {

  static final String COLUMNS =
      " s.saga_id, s.definition, s.definition_version, s.business_key, s.state,"
          + " s.context::text as context, s.progress::text as progress, s.version, s.owner_epoch,"
          + " s.deadline_at, s.trace_parent, s.created_at ";
  private static final String SELECT =
      "select" + COLUMNS + "from saga s where s.saga_id = any($1::uuid[])";
  // The last success of a step counts: for a pivot that held, that is its compensation's answer.
  private static final String RESULTS =
      "select a.saga_id, a.step, a.phase, a.answer,"
          + " s.progress -> 'steps' -> a.step ->> 'status' as status"
          + " from saga_attempt a join saga s using (saga_id)"
          + " where a.saga_id = any($1::uuid[]) and a.outcome = 'SUCCEEDED' order by a.version";

  /** Column with the state before a claim. */
  static final String STATE_BEFORE = "state_before";

  private SagaReader() {}

  /** Reads sagas by id; those that do not exist are left out. */
  public static Future<List<SagaRecord>> read(SqlClient client, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return client
        .preparedQuery(SELECT)
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .compose(rows -> withResults(client, rows));
  }

  /** Completes rows that have {@link #COLUMNS} with their results. */
  static Future<List<SagaRecord>> withResults(SqlClient client, RowSet<Row> rows) {
    List<UUID> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.getUUID("saga_id")));
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return client
        .preparedQuery(RESULTS)
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(answers -> records(rows, results(answers)));
  }

  /** One saga from its row and its rows of results; for callers with another kind of connection. */
  public static String selectOneForUpdate() {
    return "select" + COLUMNS + "from saga s where s.saga_id = $1 for update";
  }

  /** Statement of a saga's results, for {@link #record}. */
  public static String selectResults() {
    return RESULTS;
  }

  /** Makes the record from both. */
  public static SagaRecord record(Row row, RowSet<Row> answers) {
    return record(row, results(answers).getOrDefault(row.getUUID("saga_id"), new HashMap<>()));
  }

  private static List<SagaRecord> records(
      RowSet<Row> rows, Map<UUID, Map<String, Object>> results) {
    List<SagaRecord> records = new ArrayList<>(rows.size());
    rows.forEach(
        row ->
            records.add(
                record(row, results.getOrDefault(row.getUUID("saga_id"), new HashMap<>()))));
    return records;
  }

  private static Map<UUID, Map<String, Object>> results(RowSet<Row> answers) {
    Map<UUID, Map<String, Object>> results = new HashMap<>();
    for (Row row : answers) {
      boolean held = "DONE".equals(row.getString("status"));
      if (held || "action".equals(row.getString("phase"))) {
        String answer = row.getString("answer");
        results
            .computeIfAbsent(row.getUUID("saga_id"), id -> new HashMap<>())
            .put(row.getString("step"), answer == null ? Map.of() : Payloads.read(answer));
      }
    }
    return results;
  }

  private static SagaRecord record(Row row, Map<String, Object> results) {
    return new SagaRecord(
        row.getUUID("saga_id"),
        row.getString("definition"),
        row.getInteger("definition_version"),
        row.getString("business_key"),
        SagaState.valueOf(row.getString("state")),
        row.getString("context"),
        row.getString("progress"),
        row.getLong("version"),
        row.getLong("owner_epoch"),
        Columns.instant(row.getOffsetDateTime("deadline_at")),
        row.getString("trace_parent"),
        Columns.instant(row.getOffsetDateTime("created_at")),
        results,
        row.getColumnIndex(STATE_BEFORE) >= 0
            && SagaState.PENDING.name().equals(row.getString(STATE_BEFORE)));
  }
}
