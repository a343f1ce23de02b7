package io.eafix.risk.halt;

import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.halt.TradingState.Scope;
import io.eafix.risk.halt.TradingState.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** How many settings of each scope are in each state, as Postgres last told. Decides nothing. */
@ApplicationScoped
class TradingStateMetrics {

  private static final Logger LOG = Logger.getLogger(TradingStateMetrics.class);

  private final Transactions transactions;
  private final TradingStates states;
  private final MultiGauge gauge;

  TradingStateMetrics(Transactions transactions, TradingStates states, MeterRegistry registry) {
    this.transactions = transactions;
    this.states = states;
    this.gauge =
        MultiGauge.builder("eafix.risk.trading.states")
            .description("Settings of the kill switch")
            .register(registry);
  }

  @Scheduled(
      every = "${eafix.risk.trading-state.metrics-interval:PT5S}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> read() {
    return transactions
        .inNewTransaction(states::all)
        .invoke(all -> gauge.register(rows(all), true))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("the kill switch's metrics are old: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  private static List<Row<?>> rows(List<TradingState> all) {
    List<Row<?>> rows = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      for (State state : State.values()) {
        Tags tags = Tags.of("scope", scope.name(), "state", state.name());
        rows.add(Row.of(tags, count(all, scope, state)));
      }
    }
    return rows;
  }

  private static long count(List<TradingState> all, Scope scope, State state) {
    return all.stream().filter(s -> s.scope() == scope && s.state() == state).count();
  }
}
