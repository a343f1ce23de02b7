package io.eafix.execution.fix.simulator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.BusinessRejectReason;
import quickfix.field.BusinessRejectRefID;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.MsgSeqNum;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.RefMsgType;
import quickfix.field.RefSeqNum;
import quickfix.field.Side;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.field.TransactTime;
import quickfix.fix44.BusinessMessageReject;
import quickfix.fix44.ExecutionReport;

/** What the simulator says, as FIX 4.4 messages. */
final class SimMessages {
  private SimMessages() {}

  /** A report of an order. */
  static ExecutionReport report(SimOrder order, SimReport report) {
    ExecutionReport message = new ExecutionReport();
    message.set(new OrderID(report.venueOrderId()));
    message.set(new ClOrdID(report.clOrdId()));
    if (report.origClOrdId() != null) {
      message.set(new OrigClOrdID(report.origClOrdId()));
    }
    message.set(new ExecID(report.execId()));
    message.set(new ExecType(report.execType()));
    message.set(new OrdStatus(report.ordStatus()));
    message.set(new Account(order.account()));
    message.set(new Symbol(order.symbol()));
    message.set(new Side(order.side()));
    message.setDecimal(OrderQty.FIELD, report.quantity());
    message.setDecimal(CumQty.FIELD, report.cumQty());
    message.setDecimal(LeavesQty.FIELD, leaves(report));
    message.setDecimal(AvgPx.FIELD, report.lastPx() == null ? BigDecimal.ZERO : report.lastPx());
    if (report.lastQty() != null) {
      message.setDecimal(LastQty.FIELD, report.lastQty());
      message.setDecimal(LastPx.FIELD, report.lastPx());
    }
    if (report.text() != null) {
      message.set(new Text(report.text()));
    }
    message.set(new TransactTime(LocalDateTime.ofInstant(report.time(), ZoneOffset.UTC)));
    return message;
  }

  private static BigDecimal leaves(SimReport report) {
    boolean working =
        report.ordStatus() == OrdStatus.NEW || report.ordStatus() == OrdStatus.PARTIALLY_FILLED;
    return working ? report.quantity().subtract(report.cumQty()) : BigDecimal.ZERO;
  }

  /** The answer to a question about an order that is not here. */
  static ExecutionReport unknown(Message message, String clOrdId) {
    ExecutionReport report = new ExecutionReport();
    report.set(new OrderID("NONE"));
    report.set(new ClOrdID(clOrdId));
    report.set(new OrdStatus(OrdStatus.REJECTED));
    report.set(new OrdRejReason(OrdRejReason.UNKNOWN_ORDER));
    copy(message, report);
    report.set(new LeavesQty(0));
    report.set(new CumQty(0));
    report.set(new AvgPx(0));
    report.set(new Text("Unknown order"));
    return report;
  }

  private static void copy(Message from, ExecutionReport to) {
    try {
      to.set(new Symbol(from.getString(Symbol.FIELD)));
      to.set(new Side(from.getChar(Side.FIELD)));
    } catch (FieldNotFound absent) {
      throw new IllegalStateException(absent);
    }
  }

  /** Says that a message could not be processed. */
  static BusinessMessageReject rejected(Message message, String type) throws FieldNotFound {
    BusinessMessageReject reject =
        new BusinessMessageReject(
            new RefMsgType(type),
            new BusinessRejectReason(BusinessRejectReason.APPLICATION_NOT_AVAILABLE));
    reject.set(new RefSeqNum(message.getHeader().getInt(MsgSeqNum.FIELD)));
    reject.set(new BusinessRejectRefID(message.getString(ClOrdID.FIELD)));
    reject.set(new Text("Asked for"));
    return reject;
  }
}
