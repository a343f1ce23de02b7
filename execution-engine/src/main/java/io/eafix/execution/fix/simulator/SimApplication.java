package io.eafix.execution.fix.simulator;

import io.eafix.execution.fix.FixSettings;
import io.eafix.execution.venue.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.Account;
import quickfix.field.ClOrdID;
import quickfix.field.CxlRejReason;
import quickfix.field.CxlRejResponseTo;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.MsgType;
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
import quickfix.field.TimeInForce;
import quickfix.fix44.ExecutionReport;
import quickfix.fix44.OrderCancelReject;

/**
 * The simulator's side of the session. Reports that a crash kept from the session are sent at the
 * next logon, marked as a possible resend.
 */
final class SimApplication implements Application {
  private final SimBook book;
  private final SimFaults faults;
  private final SimPending pending = new SimPending();

  SimApplication(SimBook book, SimFaults faults) {
    this.book = book;
    this.faults = faults;
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
  public void fromApp(Message message, SessionID id)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    String type = message.getHeader().getString(MsgType.FIELD);
    if (MsgType.ORDER_STATUS_REQUEST.equals(type)) {
      status(message, id);
      return;
    }
    SimFaults.Kind fault = faults.take().orElse(null);
    if (fault == SimFaults.Kind.BUSINESS_REJECT) {
      Session.lookupSession(id).send(SimMessages.rejected(message, type));
    } else if (fault == SimFaults.Kind.SESSION_REJECT) {
      throw new IncorrectTagValue(Symbol.FIELD);
    } else if (fault == SimFaults.Kind.PEND && !MsgType.ORDER_SINGLE.equals(type)) {
      pend(message, id);
    } else if (fault != SimFaults.Kind.IGNORE) {
      request(message, type, id, fault == SimFaults.Kind.REPORT_TWICE);
    }
  }

  private void request(Message message, String type, SessionID id, boolean twice)
      throws FieldNotFound, UnsupportedMessageType {
    switch (type) {
      case MsgType.ORDER_SINGLE -> order(message, id, twice);
      case MsgType.ORDER_CANCEL_REQUEST -> cancel(message, id);
      case MsgType.ORDER_CANCEL_REPLACE_REQUEST -> replace(message, id);
      default -> throw new UnsupportedMessageType();
    }
  }

  private void order(Message message, SessionID id, boolean twice) throws FieldNotFound {
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
    if (quote.isPresent()) {
      send(id, book.move(order.symbol(), quote.get()), false);
    }
    List<SimReport> reports = book.submit(order);
    send(id, reports, false);
    if (twice) {
      send(id, reports, true);
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
    sendOrReject(message, id, done, MsgType.ORDER_CANCEL_REQUEST);
  }

  private void replace(Message message, SessionID id) throws FieldNotFound {
    List<SimReport> done =
        book.replace(
            message.getString(OrigClOrdID.FIELD),
            message.getString(ClOrdID.FIELD),
            message.getDecimal(OrderQty.FIELD),
            decimal(message, Price.FIELD),
            decimal(message, StopPx.FIELD));
    sendOrReject(message, id, done, MsgType.ORDER_CANCEL_REPLACE_REQUEST);
  }

  /** Reports a cancel or a replace as pending, and leaves it so. */
  private void pend(Message message, SessionID id) throws FieldNotFound {
    SimPending.Held held = pending.hold(message, id);
    Optional<SimReport> known = book.find(held.origClOrdId());
    if (known.isPresent()) {
      ExecutionReport report = message(known.get());
      pending(report, held);
      report.set(new ExecType(held.execType()));
      report.set(new ExecID("P" + held.clOrdId()));
      report.set(new ClOrdID(held.clOrdId()));
      Session.lookupSession(id).send(report);
    }
  }

  private static void pending(ExecutionReport report, SimPending.Held held) {
    report.set(new OrdStatus(held.ordStatus()));
    report.set(new OrigClOrdID(held.origClOrdId()));
    report.removeField(LastQty.FIELD);
    report.removeField(LastPx.FIELD);
  }

  /** Does what is pending, or refuses it. */
  void goOn(boolean refused) {
    for (SimPending.Held held : pending.release()) {
      try {
        String type = held.message().getHeader().getString(MsgType.FIELD);
        if (refused) {
          reject(held.message(), held.session(), responseTo(type));
        } else {
          request(held.message(), type, held.session(), false);
        }
      } catch (FieldNotFound | UnsupportedMessageType wrong) {
        throw new IllegalStateException(wrong);
      }
    }
  }

  private static char responseTo(String type) {
    return MsgType.ORDER_CANCEL_REQUEST.equals(type)
        ? CxlRejResponseTo.ORDER_CANCEL_REQUEST
        : CxlRejResponseTo.ORDER_CANCEL_REPLACE_REQUEST;
  }

  private void sendOrReject(Message message, SessionID id, List<SimReport> done, String type)
      throws FieldNotFound {
    if (done.isEmpty()) {
      reject(message, id, responseTo(type));
    } else {
      send(id, done, false);
    }
  }

  private void reject(Message message, SessionID id, char to) throws FieldNotFound {
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
    Optional<SimPending.Held> held = pending.about(clOrdId);
    Optional<SimReport> known = book.find(held.map(SimPending.Held::origClOrdId).orElse(clOrdId));
    ExecutionReport answer =
        known.map(this::message).orElseGet(() -> SimMessages.unknown(message, clOrdId));
    boolean refused = faults.refusesUnknown() && known.isEmpty();
    held.ifPresent(one -> pending(answer, one));
    answer.set(new ExecType(refused ? ExecType.REJECTED : ExecType.ORDER_STATUS));
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

  private ExecutionReport message(SimReport report) {
    return SimMessages.report(book.order(report.venueOrderId()), report);
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
