package io.eafix.idempotency.execution;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/** Writes finished executions as a part of a larger statement that writes their effects too. */
public final class FinishedExecutions {

  /** How many placeholders {@link #insert} has. */
  public static final int PARAMETERS = 8;

  /** Keys are taken in their order, so that two such statements do not deadlock. */
  private static final String INSERT =
      """
      insert into execution
        (idempotency_key, execution_id, fingerprint, operation, fence, status,
         answer_status, answer_headers, answer_body, finished_at, expires_at)
      select x.idempotency_key, x.execution_id, x.fingerprint, x.operation,
             (extract(epoch from clock_timestamp()) * 1000000)::bigint, 'COMPLETED',
             x.answer_status, x.answer_headers::jsonb, x.answer_body, clock_timestamp(),
             clock_timestamp() + x.ttl_ms * interval '1 millisecond'
        from unnest($%d::text[], $%d::uuid[], $%d::text[], $%d::text[], $%d::integer[],
                    $%d::text[], $%d::bytea[], $%d::bigint[])
             as x(idempotency_key, execution_id, fingerprint, operation, answer_status,
                  answer_headers, answer_body, ttl_ms)
       where %s
       order by x.idempotency_key
      on conflict (idempotency_key) do nothing
      returning execution_id
      """;

  private FinishedExecutions() {}

  /**
   * An insert that returns the {@code execution_id} of each row it has written; one whose key is
   * taken is left out. It waits for a transaction that has taken a key and is undecided.
   *
   * @param first number of the first of {@link #PARAMETERS} placeholders
   * @param condition SQL on {@code x.execution_id}: which of the executions are written
   */
  public static String insert(int first, String condition) {
    Object[] values = new Object[PARAMETERS + 1];
    for (int i = 0; i < PARAMETERS; i++) {
      values[i] = first + i;
    }
    values[PARAMETERS] = condition;
    return INSERT.formatted(values);
  }

  /** Values for the placeholders of {@link #insert}: one array for each column. */
  public static List<Object> parameters(List<FinishedExecution> executions) {
    int n = executions.size();
    String[] key = new String[n];
    UUID[] id = new UUID[n];
    String[] fingerprint = new String[n];
    String[] operation = new String[n];
    Integer[] status = new Integer[n];
    String[] headers = new String[n];
    Buffer[] body = new Buffer[n];
    Long[] ttl = new Long[n];
    for (int i = 0; i < n; i++) {
      FinishedExecution execution = executions.get(i);
      key[i] = execution.request().key();
      id[i] = execution.executionId();
      fingerprint[i] = execution.request().fingerprint();
      operation[i] = execution.request().operation();
      status[i] = execution.answer().status();
      headers[i] = ExecutionRows.headers(execution.answer()).encode();
      body[i] = ExecutionRows.body(execution.answer());
      ttl[i] = execution.request().ttl().toMillis();
    }
    return List.of(key, id, fingerprint, operation, status, headers, body, ttl);
  }
}
