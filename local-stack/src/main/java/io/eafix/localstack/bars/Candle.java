package io.eafix.localstack.bars;

import java.math.BigDecimal;

/** Prices of one side of the market over a bar. */
public record Candle(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {

  /** What is wrong with the prices as a candle, or null. */
  String fault() {
    if (high.compareTo(low) < 0) {
      return "high " + high + " is below low " + low;
    }
    if (high.compareTo(open.max(close)) < 0) {
      return "high " + high + " is below open or close";
    }
    if (low.compareTo(open.min(close)) > 0) {
      return "low " + low + " is above open or close";
    }
    return null;
  }
}
