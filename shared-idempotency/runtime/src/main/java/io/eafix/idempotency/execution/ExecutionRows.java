package io.eafix.idempotency.execution;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements on the {@code execution} table. */
final class ExecutionRows {

  /**
   * Without Redis the fence comes from the database's clock, in the unit of the store's tokens, so
   * that tokens keep growing from the one to the other.
   */
  private static final String BEGIN =
      """
      insert into execution
        (idempotency_key, execution_id, fingerprint, operation, fence, status, expires_at,
         lease_until)
      values ($1, $2, $3, $4,
        coalesce($5, (extract(epoch from clock_timestamp()) * 1000000)::bigint),
        'IN_PROGRESS', clock_timestamp() + $6 * interval '1 millisecond',
        clock_timestamp() + $7 * interval '1 millisecond')
      on conflict (idempotency_key) do nothing
      returning fence
      """;

  private static final String FINISH =
      """
      update execution
         set status = 'COMPLETED', answer_status = $3, answer_headers = $4, answer_body = $5,
             finished_at = clock_timestamp(), lease_until = null,
             expires_at = clock_timestamp() + $6 * interval '1 millisecond'
       where idempotency_key = $1 and fence <= $2 and execution_id = $7
         and status <> 'COMPLETED'
      """;

  private static final String INSERT_FIRST =
      """
      insert into execution
        (idempotency_key, execution_id, fingerprint, operation, fence, status,
         answer_status, answer_headers, answer_body, finished_at, expires_at)
      values ($1, $2, $3, $4,
        coalesce($5, (extract(epoch from clock_timestamp()) * 1000000)::bigint), 'COMPLETED',
        $7, $8, $9, clock_timestamp(), clock_timestamp() + $6 * interval '1 millisecond')
      """;

  private static final String INSERT_FINISHED =
      INSERT_FIRST + "on conflict (idempotency_key) do nothing";

  private static final String FIND =
      """
      select execution_id, fingerprint, status, answer_status, answer_headers, answer_body,
             coalesce(status = 'IN_PROGRESS' and lease_until < clock_timestamp(), false)
               as abandoned,
             (extract(epoch from lease_until - clock_timestamp()) * 1000)::bigint
               as lease_millis
        from execution
       where %s = $1
      """;

  private static final String RENEW =
      """
      update execution set lease_until = clock_timestamp() + $3 * interval '1 millisecond'
       where idempotency_key = $1 and execution_id = $2 and status = 'IN_PROGRESS'
      """;

  private static final String DOUBT =
      """
      update execution set status = 'IN_DOUBT', lease_until = null
       where idempotency_key = $1 and execution_id = $2 and status = 'IN_PROGRESS'
      """;

  private static final String DELETE =
      """
      delete from execution
       where idempotency_key = $1 and execution_id = $2 and status <> 'COMPLETED'
      """;

  private ExecutionRows() {}

  /**
   * Takes the key; waits while another transaction that took it is undecided.
   *
   * @param lease of work outside a transaction; {@code null} if the work is this transaction
   */
  static Uni<Optional<Long>> begin(
      Sql sql, ExecutionRequest request, UUID id, Long fence, Duration lease) {
    return sql.query(
            BEGIN,
            request.key(),
            id,
            request.fingerprint(),
            request.operation(),
            fence,
            (double) request.ttl().toMillis(),
            lease == null ? null : (double) lease.toMillis())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getLong(0)));
  }

  /** Stores the answer; 0 rows mean that a later owner has the key, or that it has finished. */
  static Uni<Integer> finish(
      Sql sql, ExecutionRequest request, UUID id, long fence, StoredAnswer answer) {
    return sql.update(
        FINISH,
        request.key(),
        fence,
        answer.status(),
        headers(answer),
        body(answer),
        (double) request.ttl().toMillis(),
        id);
  }

  /** Extends the lease of work outside a transaction; 0 rows mean that it is no longer running. */
  static Uni<Integer> renew(Sql sql, String key, UUID id, Duration lease) {
    return sql.update(RENEW, key, id, (double) lease.toMillis());
  }

  /** Says that nobody knows what became of it; 0 rows mean that somebody does. */
  static Uni<Integer> doubt(Sql sql, String key, UUID id) {
    return sql.update(DOUBT, key, id);
  }

  /** Frees the key of work that certainly had no effect. */
  static Uni<Integer> delete(Sql sql, String key, UUID id) {
    return sql.update(DELETE, key, id);
  }

  /** Stores an execution that had no effect; 0 rows mean that the key is taken. */
  static Uni<Integer> insertFinished(
      Sql sql, ExecutionRequest request, UUID id, Long fence, StoredAnswer answer) {
    return sql.update(INSERT_FINISHED, finished(request, id, fence, answer));
  }

  /** Stores an execution; fails with a unique violation if the key is taken. */
  static Uni<Integer> insertFirst(
      Sql sql, ExecutionRequest request, UUID id, Long fence, StoredAnswer answer) {
    return sql.update(INSERT_FIRST, finished(request, id, fence, answer));
  }

  private static Object[] finished(
      ExecutionRequest request, UUID id, Long fence, StoredAnswer answer) {
    return new Object[] {
      request.key(),
      id,
      request.fingerprint(),
      request.operation(),
      fence,
      (double) request.ttl().toMillis(),
      answer.status(),
      headers(answer),
      body(answer)
    };
  }

  static Uni<Optional<ExecutionRow>> findByKey(Sql sql, String key) {
    return find(sql, "idempotency_key", key);
  }

  static Uni<Optional<ExecutionRow>> findById(Sql sql, UUID id) {
    return find(sql, "execution_id", id);
  }

  private static Uni<Optional<ExecutionRow>> find(Sql sql, String column, Object value) {
    return sql.query(FIND.formatted(column), value)
        .map(
            rows ->
                rows.rowCount() == 0 ? Optional.empty() : Optional.of(row(rows.iterator().next())));
  }

  private static ExecutionRow row(Row row) {
    Integer status = row.getInteger("answer_status");
    Buffer body = row.getBuffer("answer_body");
    Long lease = row.getLong("lease_millis");
    return new ExecutionRow(
        row.getUUID("execution_id"),
        row.getString("fingerprint"),
        ExecutionStatus.valueOf(row.getString("status")),
        row.getBoolean("abandoned"),
        Duration.ofMillis(Math.max(0, lease == null ? 0 : lease)),
        status == null
            ? null
            : new StoredAnswer(
                status,
                headers(row.getJsonObject("answer_headers")),
                body == null ? null : body.getBytes()));
  }

  static JsonObject headers(StoredAnswer answer) {
    return new JsonObject(new HashMap<>(answer.headers()));
  }

  private static Map<String, String> headers(JsonObject json) {
    Map<String, String> headers = new HashMap<>();
    if (json != null) {
      json.forEach(member -> headers.put(member.getKey(), String.valueOf(member.getValue())));
    }
    return headers;
  }

  static Buffer body(StoredAnswer answer) {
    return answer.body() == null ? null : Buffer.buffer(answer.body());
  }
}
