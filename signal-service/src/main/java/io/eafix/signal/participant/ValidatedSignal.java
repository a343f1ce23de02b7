package io.eafix.signal.participant;

import io.eafix.signal.signals.Action;
import io.eafix.signal.signals.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A signal that may be traded.
 *
 * @param asOf when it is decided on, if the signal is history, whose clock stands still; null for a
 *     live one, which ages until it is decided on
 */
public record ValidatedSignal(
    UUID signalId,
    String account,
    String symbol,
    Action side,
    BigDecimal quantity,
    String strategy,
    BigDecimal bid,
    BigDecimal ask,
    Instant quoteTime,
    Instant validUntil,
    Instant asOf) {

  static ValidatedSignal of(Signal s) {
    return new ValidatedSignal(
        s.id,
        s.account,
        s.symbol,
        s.action,
        s.quantity,
        s.strategy,
        s.bid,
        s.ask,
        s.quoteTime,
        s.validUntil,
        s.live ? null : s.quoteTime);
  }
}
