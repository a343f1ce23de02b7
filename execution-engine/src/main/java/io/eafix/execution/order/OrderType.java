package io.eafix.execution.order;

/** How an order is priced; the names and meanings are those of FIX 4.4 tag 40 (OrdType). */
public enum OrderType {
  /** Fills at the far touch, whatever it is. */
  MARKET,
  /** Fills at its limit price or better. */
  LIMIT,
  /** Sleeps until the far touch reaches its stop price, then is a market order. */
  STOP
}
