package io.eafix.saga.api;

import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What was done to definitions. */
@ApplicationScoped
class DefinitionAudit {

  private static final int ENTRIES_MAX = 1_000;
  // The definitions that ship are not put by anybody, so a definition may have no entry.
  private static final String SELECT =
      """
      select a.at, a.actor, a.action, a.reason
        from (select distinct name from saga_definition where name = $1) d
        left join saga_audit a on a.definition = d.name and a.saga_id is null
       order by a.audit_id desc limit $2
      """;

  private final Pool pool;

  DefinitionAudit(Pool pool) {
    this.pool = pool;
  }

  /** The newest {@value #ENTRIES_MAX} entries; 404 if there is no such definition. */
  Uni<List<AuditEntry>> of(String name) {
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.preparedQuery(SELECT).execute(Tuple.of(name, ENTRIES_MAX)).toCompletionStage())
        .map(rows -> entries(name, rows));
  }

  private static List<AuditEntry> entries(String name, RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw Problems.notFound("definition", name);
    }
    List<AuditEntry> entries = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.getOffsetDateTime("at") != null) {
        entries.add(
            new AuditEntry(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("reason")));
      }
    }
    return entries;
  }
}
