package io.eafix.execution.fix;

import java.time.LocalDateTime;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.Side;
import quickfix.field.Symbol;
import quickfix.field.TransactTime;
import quickfix.fix44.ExecutionReport;

/** Execution reports (35=8) of trades, as a venue sends them. */
final class Trades {
  private Trades() {}

  /** A part of an order of 10,000 was traded. */
  static Message of(String clOrdId, String execId, String quantity) {
    ExecutionReport message = new ExecutionReport();
    message.set(new OrderID("V1"));
    message.set(new ClOrdID(clOrdId));
    message.set(new ExecID(execId));
    message.set(new ExecType(ExecType.TRADE));
    message.set(new OrdStatus(OrdStatus.PARTIALLY_FILLED));
    message.set(new Symbol("EURUSD"));
    message.set(new Side(Side.BUY));
    message.set(new OrderQty(10_000));
    message.set(new LeavesQty(9_000));
    message.set(new CumQty(1_000));
    message.setString(LastQty.FIELD, quantity);
    message.set(new LastPx(1.08512));
    message.set(new AvgPx(1.08512));
    message.set(new Account("DEMO"));
    message.set(new TransactTime(LocalDateTime.of(2026, 1, 5, 10, 0)));
    return message;
  }
}
