package io.eafix.signal.signals;

import io.eafix.signal.bar.Timeframe;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A signal as clients and consumers see it.
 *
 * @param quantity units of the base currency
 * @param quoteTime when bid and ask were true, on the clock of the market
 * @param validUntil until when it may be traded, on the clock of the market
 * @param saga null where there is none, as for HOLD
 */
public record SignalView(
    UUID signalId,
    String strategy,
    int strategyVersion,
    String account,
    String symbol,
    Timeframe timeframe,
    Instant barOpenTime,
    Action action,
    BigDecimal quantity,
    BigDecimal bid,
    BigDecimal ask,
    Instant quoteTime,
    Instant validUntil,
    BigDecimal confidence,
    String reason,
    Map<String, String> indicators,
    Signal.Status status,
    String invalidReason,
    Instant createdAt,
    Saga saga) {

  /** The trading saga of a signal. */
  public record Saga(SignalSaga.State state, String sagaId, int attempts, String lastError) {}

  public static SignalView of(Signal s) {
    return of(s, null);
  }

  static SignalView of(Signal s, SignalSaga start) {
    return new SignalView(
        s.id,
        s.strategy,
        s.strategyVersion,
        s.account,
        s.symbol,
        s.timeframe,
        s.barOpenTime,
        s.action,
        s.quantity,
        s.bid,
        s.ask,
        s.quoteTime,
        s.validUntil,
        s.confidence,
        s.reason,
        indicators(s),
        s.status,
        s.invalidReason,
        s.createdAt,
        start == null
            ? null
            : new Saga(start.state, start.sagaId, start.attempts, start.lastError));
  }

  private static Map<String, String> indicators(Signal s) {
    Map<String, String> values = new TreeMap<>();
    new JsonObject(s.indicators)
        .forEach(entry -> values.put(entry.getKey(), String.valueOf(entry.getValue())));
    return values;
  }
}
