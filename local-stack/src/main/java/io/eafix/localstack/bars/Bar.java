package io.eafix.localstack.bars;

import java.time.Instant;

/**
 * One finished bar. Bid and ask may be crossed: real feeds show it, the bar is still what was seen,
 * and it is the risk check that refuses to trade on such a quote.
 *
 * @param openTime start of the bar, UTC
 * @param bid prices at which one could sell
 * @param ask prices at which one could buy
 */
public record Bar(Instant openTime, Candle bid, Candle ask) {

  /** What is wrong with the bar, or null. */
  String fault() {
    String fault = bid.fault();
    if (fault != null) {
      return "bid: " + fault;
    }
    fault = ask.fault();
    return fault == null ? null : "ask: " + fault;
  }
}
