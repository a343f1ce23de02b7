package io.eafix.signal.bar;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.bar.BarStore.Recorded;
import io.eafix.signal.bar.BarStore.Stored;
import io.eafix.signal.config.SignalConfig;
import io.eafix.signal.market.MidBar;
import io.eafix.signal.market.Window;
import io.eafix.signal.market.WindowCache;
import io.eafix.signal.signals.BarSignals;
import io.eafix.signal.signals.Signal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Takes one bar into its series and lets the strategies judge it, in the running transaction.
 *
 * <p>The series is locked from the first statement to the commit, so bars of one series are judged
 * one after the other, on any number of replicas. A new bar that is the newest is judged, once; a
 * late bar, a correction and a repetition never are.
 */
@ApplicationScoped
class BarIngest {

  private final Transactions transactions;
  private final BarStore store;
  private final WindowCache windows;
  private final BarSignals signals;
  private final int windowBars;

  BarIngest(
      Transactions transactions,
      BarStore store,
      WindowCache windows,
      BarSignals signals,
      SignalConfig config) {
    this.transactions = transactions;
    this.store = store;
    this.windows = windows;
    this.signals = signals;
    this.windowBars = config.windowBars();
  }

  Uni<BarResult> ingest(Bar bar) {
    UUID stamp = UUID.randomUUID();
    return transactions
        .sql()
        .flatMap(
            sql ->
                store
                    .record(sql, bar, stamp)
                    .flatMap(
                        recorded ->
                            recorded.isPresent()
                                ? added(sql, bar, recorded.get(), stamp)
                                : notAdded(sql, bar, stamp)));
  }

  private Uni<BarResult> added(Sql sql, Bar bar, Recorded recorded, UUID stamp) {
    if (recorded.late()) {
      return Uni.createFrom().item(new BarResult.Added(BarReport.of(bar, 1, true, List.of())));
    }
    if (!signals.wanted(bar.series())) {
      return Uni.createFrom().item(added(bar, List.of()));
    }
    return window(sql, bar, recorded.stampBefore())
        .invoke(window -> windows.put(bar.series(), stamp, window))
        .flatMap(window -> signals.judge(sql, bar, window))
        .map(made -> added(bar, made));
  }

  private static BarResult added(Bar bar, List<Signal> made) {
    return new BarResult.Added(BarReport.of(bar, 1, false, made));
  }

  private Uni<Window> window(Sql sql, Bar bar, UUID stampBefore) {
    return windows
        .find(bar.series(), stampBefore)
        .map(window -> Uni.createFrom().item(window.append(MidBar.of(bar))))
        .orElseGet(
            () ->
                store
                    .of(sql, bar.series(), windowBars + 1)
                    .map(bars -> Window.of(windowBars, bars)));
  }

  /** Either the series is new or the bar is not. */
  private Uni<BarResult> notAdded(Sql sql, Bar bar, UUID stamp) {
    return store
        .find(sql, bar)
        .flatMap(
            stored ->
                stored.isPresent()
                    ? repeated(sql, bar, stored.get())
                    : store.addSeries(sql, bar.series(), stamp).flatMap(added -> ingest(bar)));
  }

  private Uni<BarResult> repeated(Sql sql, Bar bar, Stored stored) {
    if (stored.bar().sameAs(bar)) {
      return signals
          .madeOf(bar.series(), bar.openTime())
          .map(
              made ->
                  new BarResult.Unchanged(
                      BarReport.of(bar, stored.revision(), stored.late(), made)));
    }
    return store
        .revise(sql, bar)
        .map(
            revision ->
                new BarResult.Revised(BarReport.of(bar, revision, stored.late(), List.of())));
  }
}
