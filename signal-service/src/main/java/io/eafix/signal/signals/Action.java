package io.eafix.signal.signals;

/** What a signal says. */
public enum Action {
  /** Buy at the ask. Starts a trading saga. */
  BUY,
  /** Sell at the bid. Starts a trading saga. */
  SELL,
  /** Do nothing. Recorded, so that silence can be told from absence; never traded. */
  HOLD;

  public boolean trades() {
    return this != HOLD;
  }
}
