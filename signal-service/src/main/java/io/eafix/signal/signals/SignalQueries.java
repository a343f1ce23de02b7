package io.eafix.signal.signals;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What clients ask about signals. */
@ApplicationScoped
class SignalQueries {

  private static final String BY_ACTION = "select action, count(*) from signal group by action";

  private static final String COUNTS =
      """
      select (select count(*) from bar),
             count(*) filter (where state = 'PENDING'),
             count(*) filter (where state = 'REFUSED')
      from saga_start""";

  private final Transactions transactions;
  private final SignalRepository signals;

  SignalQueries(Transactions transactions, SignalRepository signals) {
    this.transactions = transactions;
    this.signals = signals;
  }

  Uni<SignalView> byId(UUID id) {
    return transactions.inTransaction(
        () ->
            signals
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("signal", id))
                .flatMap(
                    signal ->
                        SignalSaga.<SignalSaga>findById(id)
                            .map(saga -> SignalView.of(signal, saga))));
  }

  Uni<SignalPage> page(SignalFilter filter) {
    return transactions.inTransaction(
        () ->
            signals
                .page(filter)
                .flatMap(
                    found ->
                        sagas(found).map(sagas -> SignalPage.of(found, sagas, filter.limit()))));
  }

  private static Uni<Map<UUID, SignalSaga>> sagas(List<Signal> found) {
    List<UUID> ids = found.stream().filter(s -> s.action.trades()).map(s -> s.id).toList();
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return SignalSaga.<SignalSaga>list("signalId in ?1", ids)
        .map(
            rows ->
                rows.stream()
                    .collect(Collectors.toMap(saga -> saga.signalId, Function.identity())));
  }

  Uni<SignalStats> stats() {
    return transactions.inTransaction(() -> transactions.sql().flatMap(SignalQueries::stats));
  }

  private static Uni<SignalStats> stats(Sql sql) {
    return sql.query(BY_ACTION)
        .flatMap(
            actions -> {
              Map<Action, Long> byAction = new EnumMap<>(Action.class);
              for (Action action : Action.values()) {
                byAction.put(action, 0L);
              }
              for (Row row : actions) {
                byAction.put(Action.valueOf(row.getString(0)), row.getLong(1));
              }
              return sql.query(COUNTS)
                  .map(
                      rows -> {
                        Row row = rows.iterator().next();
                        return new SignalStats(
                            row.getLong(0), byAction, row.getLong(1), row.getLong(2));
                      });
            });
  }
}
