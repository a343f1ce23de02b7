package io.eafix.signal.bar;

/** What bars are ordered within: one symbol in one timeframe. */
public record Series(String symbol, Timeframe timeframe) {

  @Override
  public String toString() {
    return symbol + "/" + timeframe;
  }
}
