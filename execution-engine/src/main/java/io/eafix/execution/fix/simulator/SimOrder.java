package io.eafix.execution.fix.simulator;

import java.math.BigDecimal;

/**
 * An order as the simulator took it in; side, type and time in force are the characters of FIX.
 *
 * @param price limit price, null if it has none
 * @param stop stop price, null if it has none
 */
record SimOrder(
    String venueOrderId,
    String clOrdId,
    String account,
    String symbol,
    char side,
    char type,
    char timeInForce,
    BigDecimal quantity,
    BigDecimal price,
    BigDecimal stop) {

  /** The same order on new terms; null keeps a term. */
  SimOrder on(BigDecimal newQuantity, BigDecimal newPrice, BigDecimal newStop) {
    return new SimOrder(
        venueOrderId,
        clOrdId,
        account,
        symbol,
        side,
        type,
        timeInForce,
        newQuantity,
        newPrice == null ? price : newPrice,
        newStop == null ? stop : newStop);
  }
}
