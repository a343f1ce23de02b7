package io.eafix.execution.fix.simulator;

import io.eafix.execution.fix.FixSettings;
import io.eafix.execution.venue.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.CxlRejReason;
import quickfix.field.CxlRejResponseTo;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.MsgType;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrdStatusReqID;
import quickfix.field.OrdType;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.PossDupFlag;
import quickfix.field.PossResend;
import quickfix.field.Price;
import quickfix.field.Side;
import quickfix.field.StopPx;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.field.TimeInForce;
import quickfix.field.TransactTime;
import quickfix.fix44.ExecutionReport;
import quickfix.fix44.OrderCancelReject;

/**
 * The simulator's side of the session. Reports that a crash kept from the session are sent at the
 * next logon, marked as a possible resend.
 */
final class SimApplication implements Application {
  private final SimBook book;

  SimApplication(SimBook book) {
    this.book = book;
  }

  @Override
  public void onCreate(SessionID id) {}

  @Override
  public void onLogon(SessionID id) {
    send(id, book.unsent(), true);
  }

  @Override
  public void onLogout(SessionID id) {}

  @Override
  public void toAdmin(Message message, SessionID id) {}

  @Override
  public void fromAdmin(Message message, SessionID id) {}

  @Override
  public void toApp(Message message, SessionID id) {}

  @Override
  public void fromApp(Message message, SessionID id) throws FieldNotFound, UnsupportedMessageType {
    switch (message.getHeader().getString(MsgType.FIELD)) {
      case MsgType.ORDER_SINGLE -> order(message, id);
      case MsgType.ORDER_CANCEL_REQUEST -> cancel(message, id);
      case MsgType.ORDER_CANCEL_REPLACE_REQUEST -> replace(message, id);
      case MsgType.ORDER_STATUS_REQUEST -> status(message, id);
      default -> throw new UnsupportedMessageType();
    }
  }

  private void order(Message message, SessionID id) throws FieldNotFound {
    String clOrdId = message.getString(ClOrdID.FIELD);
    if (flagged(message) && book.find(clOrdId).isPresent()) {
      return;
    }
    SimOrder order =
        new SimOrder(
            book.nextOrderId(),
            clOrdId,
            message.isSetField(Account.FIELD) ? message.getString(Account.FIELD) : "",
            message.getString(Symbol.FIELD),
            message.getChar(Side.FIELD),
            message.getChar(OrdType.FIELD),
            message.getChar(TimeInForce.FIELD),
            message.getDecimal(OrderQty.FIELD),
            decimal(message, Price.FIELD),
            decimal(message, StopPx.FIELD));
    Optional<Quote> quote = quote(message);
    send(id, book.submit(order, quote), false);
    if (quote.isPresent()) {
      send(id, book.move(order.symbol(), quote.get()), false);
    }
  }

  /** True if the sender says that it may have come before. */
  private static boolean flagged(Message message) {
    return message.getHeader().isSetField(PossDupFlag.FIELD)
        || message.getHeader().isSetField(PossResend.FIELD);
  }

  private void cancel(Message message, SessionID id) throws FieldNotFound {
    List<SimReport> done =
        book.cancel(message.getString(OrigClOrdID.FIELD), message.getString(ClOrdID.FIELD));
    sendOrReject(message, id, done, CxlRejResponseTo.ORDER_CANCEL_REQUEST);
  }

  private void replace(Message message, SessionID id) throws FieldNotFound {
    List<SimReport> done =
        book.replace(
            message.getString(OrigClOrdID.FIELD),
            message.getString(ClOrdID.FIELD),
            message.getDecimal(OrderQty.FIELD),
            decimal(message, Price.FIELD),
            decimal(message, StopPx.FIELD));
    sendOrReject(message, id, done, CxlRejResponseTo.ORDER_CANCEL_REPLACE_REQUEST);
  }

  private void sendOrReject(Message message, SessionID id, List<SimReport> done, char to)
      throws FieldNotFound {
    if (!done.isEmpty()) {
      send(id, done, false);
      return;
    }
    String orig = message.getString(OrigClOrdID.FIELD);
    Optional<SimReport> known = book.find(orig);
    OrderCancelReject reject = new OrderCancelReject();
    reject.set(new OrderID(known.map(SimReport::venueOrderId).orElse("NONE")));
    reject.set(new ClOrdID(message.getString(ClOrdID.FIELD)));
    reject.set(new OrigClOrdID(orig));
    reject.set(new OrdStatus(known.map(SimReport::ordStatus).orElse(OrdStatus.REJECTED)));
    reject.set(new CxlRejResponseTo(to));
    reject.set(
        new CxlRejReason(
            known.isPresent() ? CxlRejReason.TOO_LATE_TO_CANCEL : CxlRejReason.UNKNOWN_ORDER));
    Session.lookupSession(id).send(reject);
  }

  private void status(Message message, SessionID id) throws FieldNotFound {
    String clOrdId = message.getString(ClOrdID.FIELD);
    ExecutionReport answer =
        book.find(clOrdId).map(this::message).orElseGet(() -> unknown(message, clOrdId));
    answer.set(new ExecType(ExecType.ORDER_STATUS));
    answer.set(new ExecID("0"));
    answer.removeField(LastQty.FIELD);
    answer.removeField(LastPx.FIELD);
    // The question's id, whatever the order is known by now.
    answer.set(new ClOrdID(clOrdId));
    if (message.isSetField(OrdStatusReqID.FIELD)) {
      answer.set(new OrdStatusReqID(message.getString(OrdStatusReqID.FIELD)));
    }
    Session.lookupSession(id).send(answer);
  }

  private static ExecutionReport unknown(Message message, String clOrdId) {
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

  /** Sends reports, then notes that the session has them. */
  void send(SessionID id, List<SimReport> reports, boolean possiblyAgain) {
    Session session = Session.lookupSession(id);
    for (SimReport report : reports) {
      ExecutionReport message = message(report);
      if (possiblyAgain) {
        message.getHeader().setField(new PossResend(true));
      }
      session.send(message);
    }
    if (!reports.isEmpty()) {
      book.sent(reports);
    }
  }

  private ExecutionReport message(SimReport report) {
    SimOrder order = book.order(report.venueOrderId());
    ExecutionReport message = new ExecutionReport();
    message.set(new OrderID(report.venueOrderId()));
    message.set(new ClOrdID(report.clOrdId()));
    if (report.origClOrdId() != null) {
      message.set(new OrigClOrdID(report.origClOrdId()));
    }
    message.set(new ExecID("X" + report.number()));
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

  private static Optional<Quote> quote(Message message) throws FieldNotFound {
    return message.isSetField(FixSettings.QUOTE_BID)
        ? Optional.of(
            new Quote(
                message.getDecimal(FixSettings.QUOTE_BID),
                message.getDecimal(FixSettings.QUOTE_ASK),
                Instant.parse(message.getString(FixSettings.QUOTE_TIME))))
        : Optional.empty();
  }

  private static BigDecimal decimal(Message message, int field) throws FieldNotFound {
    return message.isSetField(field) ? message.getDecimal(field) : null;
  }
}
