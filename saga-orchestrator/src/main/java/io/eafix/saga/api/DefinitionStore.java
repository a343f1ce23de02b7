package io.eafix.saga.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.saga.definition.DefinitionDocument;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.InvalidDefinitionException;
import io.eafix.saga.definition.SagaDefinition;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Versions of definitions: put and read. */
@ApplicationScoped
class DefinitionStore {

  private static final String COLUMNS =
      "select name, version, digest, created_at, created_by, document::text as document"
          + " from saga_definition ";
  // Serialises two puts of one definition, so that versions have no gaps and no twins.
  private static final String LOCK = "select pg_advisory_xact_lock(hashtext($1))";
  private static final String INSERT =
      """
      insert into saga_definition (name, version, digest, document, source, created_by)
      select $1, coalesce(max(version), 0) + 1, $2, $3::text::jsonb, $4, $5
        from saga_definition where name = $1
      """;
  private static final String AUDIT =
      "insert into saga_audit (definition, at, actor, action, reason)"
          + " values ($1, now(), $2, 'definition_put', $3)";

  private final Transactions transactions;
  private final Definitions definitions;
  private final Pool pool;
  private final ObjectMapper json;

  DefinitionStore(
      Transactions transactions, Definitions definitions, Pool pool, ObjectMapper json) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.pool = pool;
    this.json = json;
  }

  /** A put version, and whether it is new. */
  record Put(DefinitionView view, boolean created) {}

  /** Stores the text as the newest version, unless it is the newest version already. */
  Uni<Put> put(String name, String text, String actor) {
    JsonNode tree = checked(name, text);
    String digest = DefinitionDocument.digest(tree);
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(LOCK, "saga_definition:" + name)
                    .flatMap(locked -> newest(sql, name))
                    .flatMap(
                        newest ->
                            newest != null && newest.digest().equals(digest)
                                ? Uni.createFrom().item(new Put(newest, false))
                                : insert(sql, name, digest, tree, text, actor)));
  }

  /** Says what is wrong with a text, if anything. */
  ValidationResult validate(String text) {
    try {
      definitions.check(text);
      return new ValidationResult(true, List.of());
    } catch (InvalidDefinitionException invalid) {
      return new ValidationResult(false, invalid.faults());
    }
  }

  Uni<List<DefinitionView>> newestOfAll() {
    return list(
        "where (name, version) in"
            + " (select name, max(version) from saga_definition group by name) order by name",
        Tuple.tuple());
  }

  Uni<List<DefinitionView>> versions(String name) {
    return list("where name = $1 order by version desc", Tuple.of(name));
  }

  Uni<DefinitionView> get(String name, Integer version) {
    return list(
            "where name = $1 and ($2::integer is null or version = $2)"
                + " order by version desc limit 1",
            Tuple.of(name, version))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw Problems.notFound("definition", name);
              }
              return found.get(0);
            });
  }

  private JsonNode checked(String name, String text) {
    try {
      JsonNode tree = DefinitionDocument.parse(text);
      SagaDefinition definition = definitions.check(tree);
      if (!definition.name().equals(name)) {
        throw Problems.badRequest("name", "differs from the path", name);
      }
      return tree;
    } catch (InvalidDefinitionException invalid) {
      throw Problems.unprocessable(
          "invalid-definition",
          "The definition breaks rules",
          invalid.faults().size() + " faults",
          Map.of("faults", invalid.faults()));
    }
  }

  private Uni<DefinitionView> newest(Sql sql, String name) {
    return sql.query(COLUMNS + "where name = $1 order by version desc limit 1", name)
        .map(rows -> rows.size() == 0 ? null : view(rows.iterator().next()));
  }

  private Uni<Put> insert(
      Sql sql, String name, String digest, JsonNode tree, String text, String actor) {
    return sql.update(INSERT, name, digest, tree.toString(), text, actor)
        .flatMap(done -> newest(sql, name))
        .call(
            view ->
                sql.update(AUDIT, name, actor, "version " + view.version() + ", digest " + digest))
        .map(view -> new Put(view, true));
  }

  private Uni<List<DefinitionView>> list(String condition, Tuple parameters) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(COLUMNS + condition).execute(parameters).toCompletionStage())
        .map(this::views);
  }

  private List<DefinitionView> views(RowSet<Row> rows) {
    List<DefinitionView> views = new ArrayList<>(rows.size());
    rows.forEach(row -> views.add(view(row)));
    return views;
  }

  private DefinitionView view(Row row) {
    try {
      return new DefinitionView(
          row.getString("name"),
          row.getInteger("version"),
          row.getString("digest"),
          row.getOffsetDateTime("created_at").toInstant(),
          row.getString("created_by"),
          json.readTree(row.getString("document")));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
