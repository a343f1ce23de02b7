package io.eafix.signal.bar;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * First, highest, lowest and last price of one side of the market during a bar, in units of the
 * quote currency.
 */
public record Ohlc(
    @NotNull @Price BigDecimal open,
    @NotNull @Price BigDecimal high,
    @NotNull @Price BigDecimal low,
    @NotNull @Price BigDecimal close) {

  /** Whether the four prices can belong to one bar. */
  boolean isOrdered() {
    return high.compareTo(open.max(close)) >= 0 && low.compareTo(open.min(close)) <= 0;
  }

  /** Whether the prices are the same numbers, however they are written. */
  boolean sameAs(Ohlc other) {
    return open.compareTo(other.open) == 0
        && high.compareTo(other.high) == 0
        && low.compareTo(other.low) == 0
        && close.compareTo(other.close) == 0;
  }
}
