package io.eafix.execution.review;

import io.eafix.execution.halt.OperatorLog;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The {@code odd_execution} view: what persons compare with the statements of venues. */
@ApplicationScoped
class OddExecutions {
  private static final String LATEST =
      """
      SELECT * FROM odd_execution WHERE (resolved_at IS NOT NULL) = $1
      ORDER BY seen_at DESC, review_id LIMIT $2""";
  private static final String FIND = "SELECT * FROM odd_execution WHERE review_id = $1";
  private static final String RESOLVE =
      """
      WITH stray AS (
        UPDATE stray_execution SET resolved_at = $2, resolved_by = $3, resolution = $4
        WHERE review_id = $1 AND resolved_at IS NULL RETURNING 1),
      disputed AS (
        UPDATE disputed_execution SET resolved_at = $2, resolved_by = $3, resolution = $4
        WHERE review_id = $1 AND resolved_at IS NULL RETURNING 1)
      SELECT count(*) AS resolved FROM (SELECT FROM stray UNION ALL SELECT FROM disputed) done""";

  private final Transactions transactions;
  private final OperatorLog log;
  private final MeterRegistry registry;
  private final Clock clock;

  OddExecutions(Transactions transactions, OperatorLog log, MeterRegistry registry, Clock clock) {
    this.transactions = transactions;
    this.log = log;
    this.registry = registry;
    this.clock = clock;
  }

  /** The latest, the newest first. */
  Uni<List<OddExecution>> latest(OddExecution.Status status, int most) {
    return transactions.inTransaction(
        () -> transactions.sql().flatMap(sql -> latest(sql, status, most)));
  }

  private static Uni<List<OddExecution>> latest(Sql sql, OddExecution.Status status, int most) {
    return sql.query(LATEST, status == OddExecution.Status.RESOLVED, most)
        .map(
            rows -> {
              List<OddExecution> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(OddExecution.of(row)));
              return found;
            });
  }

  /**
   * Notes that a person has compared it, in the running transaction and in the operators' log.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is none of this id, 422 if
   *     that was noted before
   */
  Uni<OddExecution> resolve(UUID id, Resolution resolution) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(
                        RESOLVE,
                        id,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        resolution.person(),
                        resolution.reason())
                    .map(rows -> rows.iterator().next().getLong("resolved") > 0)
                    .call(resolved -> resolved ? note(id, resolution) : Uni.createFrom().nullItem())
                    .flatMap(resolved -> read(sql, id, resolved)))
        .invoke(
            resolved ->
                registry
                    .counter(
                        "eafix.venue.executions.resolved",
                        "venue",
                        resolved.venue(),
                        "kind",
                        resolved.kind().name())
                    .increment());
  }

  private Uni<Void> note(UUID id, Resolution resolution) {
    return log.write(resolution.person(), resolution.reason(), "RESOLVE", "execution " + id);
  }

  private static Uni<OddExecution> read(Sql sql, UUID id, boolean resolved) {
    return sql.query(FIND, id)
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw Problems.notFound("execution", id);
              }
              OddExecution found = OddExecution.of(rows.iterator().next());
              if (!resolved) {
                throw Problems.unprocessable(
                    "already-resolved",
                    "A person has compared it before",
                    found.resolvedBy() + ": " + found.resolution());
              }
              return found;
            });
  }
}
