package io.eafix.signal.participant;

import io.eafix.signal.signals.Action;
import io.eafix.signal.signals.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A signal that may be traded.
 *
 * @param asOf what time it is on the market of the signal, to judge the age of its quote by
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

  static ValidatedSignal of(Signal s, Instant now) {
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
        s.asOf(now).truncatedTo(ChronoUnit.MICROS));
  }
}
