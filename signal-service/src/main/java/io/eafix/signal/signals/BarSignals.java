package io.eafix.signal.signals;

import io.eafix.idempotency.sql.Sql;
import io.eafix.signal.bar.Bar;
import io.eafix.signal.bar.Series;
import io.eafix.signal.config.SignalConfig;
import io.eafix.signal.market.Window;
import io.eafix.signal.strategy.ConfiguredStrategy;
import io.eafix.signal.strategy.StrategyRegistry;
import io.eafix.signal.strategy.Verdict;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Signals that strategies make of bars. */
@ApplicationScoped
public class BarSignals {

  private static final Logger LOG = Logger.getLogger(BarSignals.class);

  private final StrategyRegistry strategies;
  private final SignalWriter writer;
  private final SignalRepository repository;
  private final SeenSides sides;
  private final SignalMetrics metrics;
  private final Clock clock;
  private final boolean tradeHistory;

  BarSignals(
      StrategyRegistry strategies,
      SignalWriter writer,
      SignalRepository repository,
      SeenSides sides,
      SignalMetrics metrics,
      SignalConfig config,
      Clock clock) {
    this.strategies = strategies;
    this.writer = writer;
    this.repository = repository;
    this.sides = sides;
    this.metrics = metrics;
    this.clock = clock;
    this.tradeHistory = config.tradeHistory();
    if (tradeHistory) {
      LOG.warn(
          "eafix.signals.trade-history is on: bars of the past are traded as if they were now."
              + " Right for a replay, wrong for any real venue.");
    }
  }

  /** Whether any strategy reads the series. */
  public boolean wanted(Series series) {
    return !strategies.of(series).isEmpty();
  }

  /**
   * Lets every strategy of the series judge its newest bar and writes what they say.
   *
   * @param window ends with the bar; nothing is said before it is full
   */
  public Uni<List<Signal>> judge(Sql sql, Bar bar, Window window) {
    if (!window.isFull()) {
      return Uni.createFrom().item(List.of());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return Multi.createFrom()
        .iterable(
            strategies.of(bar.series()).stream()
                .sorted(Comparator.comparing(ConfiguredStrategy::name))
                .toList())
        .onItem()
        .transformToUniAndConcatenate(
            strategy ->
                onlyOnce(sql, strategy, bar, strategy.rule().judge(window))
                    .map(verdict -> signal(strategy, bar, verdict, now)))
        .collect()
        .asList()
        .invoke(metrics::made)
        .call(made -> writer.write(sql, made, bar.series().toString()));
  }

  /**
   * Corrections change what the lines are said to have been, so that an edge that was traded can
   * seem to come again. What was seen at the time decides.
   */
  private Uni<Verdict> onlyOnce(Sql sql, ConfiguredStrategy strategy, Bar bar, Verdict verdict) {
    if (!verdict.action().trades()) {
      return Uni.createFrom().item(verdict);
    }
    return sides
        .before(sql, strategy, bar)
        .map(
            side ->
                side.isPresent() && side.get() == verdict.side()
                    ? Verdict.hold(
                        verdict.side(),
                        "no edge: it was on this side on the bar before",
                        verdict.indicators())
                    : verdict);
  }

  /** What was made of a bar when it was new. */
  public Uni<List<Signal>> madeOf(Series series, Instant openTime) {
    return repository.ofBar(series, openTime);
  }

  private Signal signal(ConfiguredStrategy strategy, Bar bar, Verdict verdict, Instant now) {
    Signal signal = new Signal();
    signal.id = UUID.randomUUID();
    signal.strategy = strategy.name();
    signal.strategyVersion = strategy.version();
    signal.account = strategy.account();
    signal.symbol = bar.series().symbol();
    signal.timeframe = bar.series().timeframe();
    signal.barOpenTime = bar.openTime();
    signal.action = verdict.action();
    signal.side = verdict.side();
    signal.quantity = strategy.quantity();
    signal.bid = bar.bid().close();
    signal.ask = bar.ask().close();
    signal.quoteTime = bar.closeTime();
    signal.validUntil = bar.closeTime().plus(strategy.validFor());
    signal.confidence = verdict.confidence();
    signal.reason = verdict.reason();
    JsonObject values = new JsonObject();
    verdict.indicators().forEach((name, value) -> values.put(name, value.toPlainString()));
    signal.indicators = values.encode();
    signal.status = Signal.Status.VALID;
    signal.createdAt = now;
    signal.live = !tradeHistory || !signal.validUntil.isBefore(now);
    return signal;
  }
}
