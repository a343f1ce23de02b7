package io.eafix.risk.pnl;

import io.eafix.risk.instrument.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/**
 * How an amount came from one currency to another.
 *
 * @param rate how much one unit is worth, to ten decimals
 * @param quoteTime of the oldest quote it rests on, on the clock of the market; absent within one
 *     currency
 * @param source symbols whose mid prices it is made of; empty within one currency
 */
public record Conversion(
    String from, String to, BigDecimal rate, Instant quoteTime, List<String> source) {

  private static final int SCALE = 10;

  static Conversion of(String from, String to, Rate rate) {
    return new Conversion(
        from,
        to,
        rate.value().setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros(),
        rate.time(),
        rate.symbols());
  }
}
