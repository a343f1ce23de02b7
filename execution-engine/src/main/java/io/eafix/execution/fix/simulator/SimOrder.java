package io.eafix.execution.fix.simulator;

import io.eafix.execution.matching.Matching;
import io.eafix.execution.order.OrderType;
import java.math.BigDecimal;
import java.util.Optional;
import quickfix.field.OrdType;
import quickfix.field.Side;
import quickfix.field.TimeInForce;

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

  /** The terms of what is left of it. */
  Matching.Terms terms(BigDecimal filled) {
    return new Matching.Terms(
        side == Side.BUY ? io.eafix.execution.order.Side.BUY : io.eafix.execution.order.Side.SELL,
        switch (type) {
          case OrdType.LIMIT -> OrderType.LIMIT;
          case OrdType.STOP_STOP_LOSS -> OrderType.STOP;
          default -> OrderType.MARKET;
        },
        switch (timeInForce) {
          case TimeInForce.FILL_OR_KILL -> io.eafix.execution.order.TimeInForce.FOK;
          case TimeInForce.GOOD_TILL_CANCEL -> io.eafix.execution.order.TimeInForce.GTC;
          case TimeInForce.DAY -> io.eafix.execution.order.TimeInForce.DAY;
          default -> io.eafix.execution.order.TimeInForce.IOC;
        },
        quantity.subtract(filled),
        Optional.ofNullable(price),
        Optional.ofNullable(stop));
  }
}
