package io.eafix.saga.api;

import io.eafix.idempotency.outbox.OutboxWriter;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.saga.SagaConfig;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.engine.NewSaga;
import io.eafix.saga.engine.SagaEngine;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.Payloads;
import io.eafix.saga.store.SagaChanged;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Accepts a saga: its row, the intent of its first calls and its first event are one transaction.
 */
@ApplicationScoped
class SagaStarter {

  private static final String NEWEST =
      "select version, source from saga_definition where name = $1 order by version desc limit 1";
  private static final String INSERT =
      """
      insert into saga (saga_id, definition, definition_version, business_key, exclusive_key, state,
                        context, progress, version, owner_epoch, due_at, deadline_at, trace_parent,
                        created_at, updated_at, ended_at)
      values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb, 1, $9, $10, $11, $12, $13,
              $13, $14)
      on conflict (exclusive_key) do nothing
      """;

  private final Transactions transactions;
  private final OutboxWriter outbox;
  private final Definitions definitions;
  private final SagaEngine engine;
  private final SagaConfig config;

  SagaStarter(
      Transactions transactions,
      OutboxWriter outbox,
      Definitions definitions,
      SagaEngine engine,
      SagaConfig config) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.definitions = definitions;
    this.engine = engine;
    this.config = config;
  }

  /** Inserts the saga in the running transaction. */
  Uni<NewSaga> start(StartRequest request) {
    String context = Payloads.write(request.context());
    if (context.getBytes(StandardCharsets.UTF_8).length > config.contextBytesMax()) {
      throw Problems.badRequest(
          "context", "too long", "at most " + config.contextBytesMax() + " bytes of JSON");
    }
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(NEWEST, request.definition())
                    .map(rows -> plan(request.definition(), rows))
                    .flatMap(plan -> insert(sql, request, context, plan)));
  }

  private SagaPlan plan(String name, RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw Problems.unprocessable(
          "unknown-definition", "There is no such definition", "no definition is named " + name);
    }
    Row row = rows.iterator().next();
    return definitions.plan(name, row.getInteger("version"), row.getString("source"));
  }

  private Uni<NewSaga> insert(Sql sql, StartRequest request, String context, SagaPlan plan) {
    NewSaga saga = engine.prepare(plan, request.businessKey(), context);
    OffsetDateTime created = time(saga.record().createdAt());
    SagaState state = saga.record().state();
    return sql.update(
            INSERT,
            saga.record().id(),
            saga.record().definition(),
            saga.record().definitionVersion(),
            saga.record().businessKey(),
            plan.definition().uniqueBusinessKey()
                ? request.definition() + ':' + request.businessKey()
                : null,
            state.name(),
            context,
            saga.record().progress(),
            saga.record().ownerEpoch(),
            state == SagaState.PENDING ? created : null,
            time(saga.record().deadlineAt()),
            saga.record().traceParent(),
            created,
            state.terminal() ? created : null)
        .invoke(
            rows -> {
              if (rows == 0) {
                throw Problems.unprocessable(
                    "business-key-taken",
                    "There is a saga for this business key already",
                    "definition %s allows one saga for each business key; %s has one"
                        .formatted(request.definition(), request.businessKey()));
              }
            })
        .call(() -> outbox.write(event(saga, plan).toEvent()))
        .replaceWith(saga);
  }

  private static SagaChanged event(NewSaga saga, SagaPlan plan) {
    return new SagaChanged(
        saga.record().id(),
        saga.record().definition(),
        saga.record().definitionVersion(),
        saga.record().businessKey(),
        saga.record().state(),
        null,
        saga.record().version(),
        0,
        plan.size(),
        null,
        saga.record().createdAt());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
