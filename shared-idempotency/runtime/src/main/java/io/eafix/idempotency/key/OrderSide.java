package io.eafix.idempotency.key;

/** Which way an order goes. */
public enum OrderSide {
  BUY,
  SELL
}
