package io.eafix.idempotency.saga;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Orders a saga step's action and its compensation at the participant.
 *
 * <p>Requests can be late: a compensation may come while the action is still on its way, or before
 * it. Both go through one row of {@code saga_fence} in the transaction of the effect, so exactly
 * one of these happens:
 *
 * <ul>
 *   <li>the action commits, and a later compensation undoes it, once;
 *   <li>the compensation commits first as a no-op, and the action is refused for good with 422
 *       {@code urn:eafix:problem:saga-step-compensated}.
 * </ul>
 *
 * A call that was already answered gets the same result again without a second effect, even after
 * its idempotency record has expired, for as long as {@code eafix.idempotency.fence.retention}
 * says. The row survives what the transaction survives: a crash or rollback leaves neither effect
 * nor row.
 *
 * <p>Both methods join the running transaction and fail with {@link IllegalStateException} if there
 * is none. Concurrent calls for one step wait for each other in Postgres.
 */
@ApplicationScoped
public class SagaFence {

  private static final String INSERT =
      "insert into saga_fence (saga_id, step, acted, compensated, compensated_at)"
          + " values ($1, $2, $3, not $3, case when $3 then null else now() end)"
          + " on conflict (saga_id, step) do nothing";
  private static final String SELECT =
      "select acted, compensated, action_result, compensation_result"
          + " from saga_fence where saga_id = $1 and step = $2 for update";
  private static final String ACTION_RESULT =
      "update saga_fence set action_result = $3 where saga_id = $1 and step = $2";
  private static final String COMPENSATED =
      "update saga_fence set compensated = true, compensated_at = now(), compensation_result = $3"
          + " where saga_id = $1 and step = $2";

  private final Transactions transactions;
  private final FenceResults results;

  SagaFence(Transactions transactions, FenceResults results) {
    this.transactions = transactions;
    this.results = results;
  }

  /**
   * Runs the step's action, unless it ran before or its compensation came first.
   *
   * @param effect writes in the running transaction; called at most once
   * @return the action's result, the stored one if it ran before; fails with problem 422 {@code
   *     saga-step-compensated} if the step is compensated, which is a definite refusal
   */
  public <T> Uni<T> action(SagaCall call, Supplier<Uni<T>> effect) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                insert(sql, call, true)
                    .flatMap(
                        first ->
                            first
                                ? effect
                                    .get()
                                    .call(result -> store(sql, ACTION_RESULT, call, result))
                                : read(sql, call).map(row -> earlierAction(call, row))));
  }

  /**
   * Undoes the step's action, if it has happened; if not, bars it for good.
   *
   * @param undo writes in the running transaction; called at most once, only if the action happened
   * @param whenEmpty the answer when there is nothing to undo
   * @return the compensation's result, the stored one if it ran before
   */
  public <T> Uni<T> compensation(SagaCall call, Supplier<Uni<T>> undo, Supplier<T> whenEmpty) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                insert(sql, call, false)
                    .flatMap(
                        first ->
                            first
                                ? Uni.createFrom().item(whenEmpty)
                                : read(sql, call)
                                    .flatMap(row -> undo(sql, call, row, undo, whenEmpty))));
  }

  private <T> Uni<T> undo(
      Sql sql, SagaCall call, Row row, Supplier<Uni<T>> undo, Supplier<T> whenEmpty) {
    if (!row.getBoolean("compensated")) {
      return undo.get().call(result -> store(sql, COMPENSATED, call, result));
    }
    String stored = row.getString("compensation_result");
    return row.getBoolean("acted") && stored != null
        ? Uni.createFrom().item(() -> results.read(stored))
        : Uni.createFrom().item(whenEmpty);
  }

  private <T> T earlierAction(SagaCall call, Row row) {
    if (row.getBoolean("compensated")) {
      throw Problems.unprocessable(
          "saga-step-compensated",
          "The step is compensated already",
          "step "
              + call.step()
              + " of saga "
              + call.sagaId()
              + " was compensated before this call; it must not take effect any more");
    }
    return results.read(row.getString("action_result"));
  }

  private static Uni<Boolean> insert(Sql sql, SagaCall call, boolean action) {
    return sql.update(INSERT, call.sagaId(), call.step(), action).map(rows -> rows == 1);
  }

  private static Uni<Row> read(Sql sql, SagaCall call) {
    return sql.query(SELECT, call.sagaId(), call.step()).map(rows -> rows.iterator().next());
  }

  private Uni<?> store(Sql sql, String statement, SagaCall call, Object result) {
    return sql.update(statement, call.sagaId(), call.step(), results.write(result));
  }
}
