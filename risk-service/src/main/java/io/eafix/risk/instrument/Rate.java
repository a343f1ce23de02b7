package io.eafix.risk.instrument;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one unit of a currency is worth in another, and how that is known.
 *
 * @param value rounded to 34 digits, half even, where it does not come out even
 * @param time of the oldest quote it rests on; null within one currency
 * @param symbols whose mid prices it is made of; empty within one currency
 */
public record Rate(BigDecimal value, Instant time, List<String> symbols) {

  /** Within one currency. */
  static final Rate ONE = new Rate(BigDecimal.ONE, null, List.of());

  /** Precision of a rate that does not come out even, as IEEE 754 decimal128. */
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  static Rate of(String symbol, Quote quote) {
    return new Rate(quote.mid(), quote.time(), List.of(symbol));
  }

  static Rate inverse(String symbol, Quote quote) {
    return new Rate(BigDecimal.ONE.divide(quote.mid(), PRECISION), quote.time(), List.of(symbol));
  }

  /** First this conversion, then another. */
  Rate then(Rate next) {
    return new Rate(
        value.multiply(next.value, PRECISION),
        Stream.of(time, next.time)
            .filter(known -> known != null)
            .min(Instant::compareTo)
            .orElse(null),
        Stream.concat(symbols.stream(), next.symbols.stream()).toList());
  }
}
