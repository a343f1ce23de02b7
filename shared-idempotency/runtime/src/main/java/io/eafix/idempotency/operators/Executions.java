package io.eafix.idempotency.operators;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds executions and resolves those that did not end by themselves: by a person, or by a program
 * that got evidence from the other system.
 *
 * <p>A resolution and its audit row join the running transaction, or have one of their own. It
 * never touches an execution whose owner still holds its lease, nor one that has finished; the late
 * write of an owner that was thought dead touches no row.
 */
@ApplicationScoped
public class Executions {

  private static final String LOCK =
      ExecutionSelect.COLUMNS + " where execution_id = $1 for update";

  private static final String AUDIT =
      """
      insert into execution_resolution
        (execution_id, idempotency_key, operation, former_status, decision, operator, reason,
         answer_status)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  private static final String ANSWER =
      """
      update execution
         set status = 'COMPLETED', answer_status = $2, answer_headers = $3, answer_body = $4,
             finished_at = clock_timestamp(), lease_until = null,
             expires_at = greatest(expires_at, clock_timestamp() + (expires_at - created_at))
       where execution_id = $1
      """;

  private static final String DELETE = "delete from execution where execution_id = $1";

  private final Transactions transactions;

  Executions(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The executions of a page, oldest first. */
  public Uni<ExecutionPage> list(ExecutionQuery query) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(sql -> sql.query(ExecutionSelect.page(query), query.parameters()))
                .map(rows -> ExecutionSelect.page(query, rows)));
  }

  /**
   * One execution with what was decided about it.
   *
   * @return fails with a 404 problem if there is none
   */
  public Uni<ExecutionView> find(UUID id) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(
                    sql ->
                        sql.query(ExecutionSelect.BY_ID, id)
                            .chain(
                                rows ->
                                    rows.rowCount() == 0
                                        ? Uni.createFrom()
                                            .failure(Problems.notFound("execution", id))
                                        : withResolutions(sql, rows.iterator().next()))));
  }

  /** What was decided about an execution, which a release has removed; oldest first. */
  public Uni<List<ResolutionView>> resolutions(UUID id) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(sql -> sql.query(ExecutionSelect.RESOLUTIONS, id))
                .map(ExecutionSelect::resolutions));
  }

  /**
   * Decides what became of an execution.
   *
   * @return the execution as it was before; fails with a 404 problem if there is none, and with a
   *     409 problem if it runs or has finished
   */
  public Uni<ExecutionView> resolve(UUID id, Resolution resolution) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .chain(
                    sql ->
                        sql.query(LOCK, id)
                            .chain(
                                rows -> {
                                  if (rows.rowCount() == 0) {
                                    throw Problems.notFound("execution", id);
                                  }
                                  Row row = rows.iterator().next();
                                  ExecutionView view = ExecutionSelect.view(row);
                                  refuseUnlessOpen(view);
                                  return apply(sql, view, row.getString("status"), resolution)
                                      .replaceWith(view);
                                })));
  }

  private static Uni<ExecutionView> withResolutions(Sql sql, Row row) {
    ExecutionView view = ExecutionSelect.view(row);
    return sql.query(ExecutionSelect.RESOLUTIONS, view.executionId())
        .map(rows -> view.with(ExecutionSelect.resolutions(rows)));
  }

  private static Uni<Integer> apply(
      Sql sql, ExecutionView view, String formerStatus, Resolution resolution) {
    StoredAnswer answer = resolution.answer();
    Uni<Integer> change =
        answer == null
            ? sql.update(DELETE, view.executionId())
            : sql.update(
                ANSWER,
                view.executionId(),
                answer.status(),
                headers(answer.headers()),
                answer.body() == null ? null : Buffer.buffer(answer.body()));
    return change.chain(
        () ->
            sql.update(
                AUDIT,
                view.executionId(),
                view.idempotencyKey(),
                view.operation(),
                formerStatus,
                resolution.decision().name(),
                resolution.operator(),
                resolution.reason(),
                answer == null ? null : answer.status()));
  }

  private static void refuseUnlessOpen(ExecutionView view) {
    if (view.state() == ExecutionState.COMPLETED) {
      throw Problems.conflict(
          "execution-finished",
          "The execution has finished",
          "its answer is stored and cannot be changed");
    }
    if (view.state() == ExecutionState.RUNNING) {
      throw Problems.conflict(
          "execution-running",
          "The execution is running",
          "its owner holds its lease until " + view.leaseUntil() + "; resolve it when it is stuck");
    }
  }

  private static JsonObject headers(Map<String, String> headers) {
    return new JsonObject(new HashMap<>(headers));
  }
}
