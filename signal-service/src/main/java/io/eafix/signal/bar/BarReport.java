package io.eafix.signal.bar;

import io.eafix.signal.signals.Action;
import io.eafix.signal.signals.Signal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What became of a bar.
 *
 * @param revision 1 for a new bar, one more for each correction
 * @param late whether a later bar of the series was there before; a late bar makes no signals
 * @param signals what the strategies made of it when it was new; empty in warm-up, for a late bar
 *     and for a correction
 */
public record BarReport(
    String symbol,
    Timeframe timeframe,
    Instant openTime,
    int revision,
    boolean late,
    List<Made> signals) {

  /** Whether any of the signals starts a saga. */
  boolean trades() {
    return signals.stream().anyMatch(made -> made.action.trades());
  }

  /** One strategy's signal. */
  public record Made(UUID signalId, String strategy, Action action, String reason) {
    static Made of(Signal signal) {
      return new Made(signal.id, signal.strategy, signal.action, signal.reason);
    }
  }

  static BarReport of(Bar bar, int revision, boolean late, List<Signal> signals) {
    return new BarReport(
        bar.series().symbol(),
        bar.series().timeframe(),
        bar.openTime(),
        revision,
        late,
        signals.stream().map(Made::of).toList());
  }
}
