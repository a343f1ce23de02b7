package io.eafix.risk.instrument;

import java.time.Instant;

/**
 * One version of an instrument.
 *
 * @param person who stated it
 */
public record InstrumentView(
    String symbol,
    int version,
    InstrumentTerms terms,
    String person,
    String reason,
    Instant changedAt) {

  static InstrumentView of(InstrumentVersion v) {
    return new InstrumentView(v.symbol, v.version, v.terms, v.changedBy, v.reason, v.changedAt);
  }
}
