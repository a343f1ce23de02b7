package io.eafix.saga.api;

import io.eafix.idempotency.problem.Problems;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.run.SagaState;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads sagas for people. */
@ApplicationScoped
@WithSession
class SagaQueries implements PanacheRepositoryBase<SagaEntity, UUID> {

  private static final String COUNT = "select state, count(*) from saga group by state";

  private final Definitions definitions;
  private final Pool pool;

  SagaQueries(Definitions definitions, Pool pool) {
    this.definitions = definitions;
    this.pool = pool;
  }

  Uni<SagaDetail> detail(UUID sagaId) {
    return findById(sagaId)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("saga", sagaId))
        .flatMap(
            saga ->
                Uni.createFrom()
                    .completionStage(
                        definitions
                            .plan(saga.definition, saga.definitionVersion)
                            .toCompletionStage())
                    .map(plan -> SagaDetail.of(saga, plan)));
  }

  Uni<SagaPage> page(SagaFilter filter, int limit) {
    return find(filter.query(), filter.parameters())
        .range(0, limit)
        .list()
        .map(
            found -> {
              List<SagaEntity> shown = found.subList(0, Math.min(limit, found.size()));
              return new SagaPage(
                  shown.stream().map(SagaSummary::of).toList(),
                  found.size() > limit ? cursor(shown.get(shown.size() - 1)) : null);
            });
  }

  Uni<SagaStats> stats() {
    return Uni.createFrom()
        .completionStage(() -> pool.query(COUNT).execute().toCompletionStage())
        .map(
            rows -> {
              Map<SagaState, Long> states = new EnumMap<>(SagaState.class);
              for (SagaState state : SagaState.values()) {
                states.put(state, 0L);
              }
              rows.forEach(row -> states.put(SagaState.valueOf(row.getString(0)), row.getLong(1)));
              return SagaStats.of(states);
            });
  }

  private static String cursor(SagaEntity last) {
    return new Cursor(last.createdAt, last.sagaId.toString()).encode();
  }
}
