package io.eafix.saga.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.saga.participant.Participants;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plans of definition versions. A version never changes, so a plan is compiled once; a version that
 * cannot be read any more, because a participant's URL is gone, is an error at each use.
 */
@ApplicationScoped
public class Definitions {

  private static final String SELECT =
      "select source from saga_definition where name = $1 and version = $2";

  private static final String NEWEST =
      "select version, source from saga_definition where name = $1 order by version desc limit 1";

  private final Pool pool;
  private final DefinitionReader reader;
  private final Map<Key, SagaPlan> plans = new ConcurrentHashMap<>();
  private final Map<String, SagaPlan> newest = new ConcurrentHashMap<>();

  Definitions(Pool pool, Participants participants) {
    this.pool = pool;
    this.reader = new DefinitionReader(participants.names());
  }

  /**
   * Reads and checks a definition's text.
   *
   * @throws InvalidDefinitionException with all faults
   */
  public SagaDefinition check(String text) {
    return reader.read(DefinitionDocument.parse(text));
  }

  /** Reads and checks a definition's tree. */
  public SagaDefinition check(JsonNode tree) {
    return reader.read(tree);
  }

  /** The plan of one version; fails with {@link IllegalStateException} if there is none. */
  public Future<SagaPlan> plan(String name, int version) {
    SagaPlan known = plans.get(new Key(name, version));
    return known != null
        ? Future.succeededFuture(known)
        : pool.preparedQuery(SELECT)
            .execute(Tuple.of(name, version))
            .map(rows -> compile(name, version, rows));
  }

  private SagaPlan plan(String name, int version, String source) {
    return plans.computeIfAbsent(
        new Key(name, version), key -> new SagaPlan(check(source), version));
  }

  /**
   * The plan of the newest version that this process has heard of; another process may have stored
   * a newer one. Empty if there is no such definition.
   */
  public Future<Optional<SagaPlan>> newest(String name) {
    SagaPlan known = newest.get(name);
    return known == null ? readNewest(name) : Future.succeededFuture(Optional.of(known));
  }

  /** The plan of the newest version; empty if there is no such definition. */
  public Future<Optional<SagaPlan>> readNewest(String name) {
    return pool.preparedQuery(NEWEST)
        .execute(Tuple.of(name))
        .map(
            rows -> {
              Optional<SagaPlan> plan = Optional.empty();
              for (Row row : rows) {
                plan = Optional.of(plan(name, row.getInteger(0), row.getString(1)));
                newest.merge(
                    name, plan.get(), (old, read) -> old.version() < read.version() ? read : old);
              }
              return plan;
            });
  }

  private SagaPlan compile(String name, int version, RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw new IllegalStateException("no version " + version + " of definition " + name);
    }
    return plan(name, version, rows.iterator().next().getString(0));
  }

  private record Key(String name, int version) {}
}
