package io.eafix.risk.decision;

import io.eafix.idempotency.problem.Problems;
import io.eafix.risk.query.Where;
import io.eafix.risk.reservation.Reservation;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads of decisions. */
@ApplicationScoped
class DecisionQueries implements PanacheRepositoryBase<Decision, UUID> {

  Uni<DecisionView> byId(UUID id) {
    return findById(id)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("decision", id))
        .flatMap(decision -> views(List.of(decision)))
        .map(views -> views.get(0));
  }

  Uni<DecisionPage> page(
      UUID signalId, String account, String symbol, Boolean approved, int limit, Long cursor) {
    Where where =
        new Where()
            .and("signalId =", signalId)
            .and("account =", account)
            .and("symbol =", symbol)
            .and("approved =", approved)
            .and("position <", cursor);
    return find(where.orderBy("position desc"), where.parameters())
        .range(0, limit)
        .list()
        .flatMap(found -> page(found, limit));
  }

  private Uni<DecisionPage> page(List<Decision> found, int limit) {
    boolean more = found.size() > limit;
    List<Decision> shown = more ? found.subList(0, limit) : found;
    return views(shown)
        .map(views -> new DecisionPage(views, more ? shown.get(limit - 1).position : null));
  }

  private static Uni<List<DecisionView>> views(List<Decision> decisions) {
    List<UUID> approved = decisions.stream().filter(d -> d.approved).map(d -> d.id).toList();
    return reservations(approved)
        .map(
            byDecision ->
                decisions.stream()
                    .map(decision -> DecisionView.of(decision, byDecision.get(decision.id)))
                    .toList());
  }

  private static Uni<Map<UUID, UUID>> reservations(List<UUID> decisions) {
    return decisions.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : Reservation.<Reservation>list("decisionId in ?1", decisions)
            .map(all -> all.stream().collect(Collectors.toMap(r -> r.decisionId, r -> r.id)));
  }
}
