package io.eafix.execution.fix;

import io.eafix.execution.sender.SenderWake;
import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import quickfix.Application;
import quickfix.DoNotSend;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.BusinessRejectReason;
import quickfix.field.BusinessRejectRefID;
import quickfix.field.ClOrdID;
import quickfix.field.CxlRejReason;
import quickfix.field.MsgType;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.Password;
import quickfix.field.PossDupFlag;
import quickfix.field.TestReqID;
import quickfix.field.Text;
import quickfix.field.Username;

/**
 * What comes in on the session. A report is booked before this returns, so the session's next
 * expected sequence number, which is synced after that, never runs ahead of the books: after a
 * crash the venue is asked for it again, and booking it twice adds nothing.
 */
@ApplicationScoped
class FixInbound implements Application {
  private static final Logger LOG = Logger.getLogger(FixInbound.class);

  private final FixConfig config;
  private final ReportSink sink;
  private final GapFills gapFills;
  private final Event<SenderWake> wake;
  private final Waiting<SendOutcome> sends = new Waiting<>();
  private final Waiting<QueryOutcome> queries = new Waiting<>();
  private volatile String probe;
  private volatile boolean synchronised;

  FixInbound(FixConfig config, ReportSink sink, GapFills gapFills, Event<SenderWake> wake) {
    this.config = config;
    this.sink = sink;
    this.gapFills = gapFills;
    this.wake = wake;
  }

  boolean synchronised() {
    return synchronised;
  }

  Waiting<SendOutcome> sends() {
    return sends;
  }

  Waiting<QueryOutcome> queries() {
    return queries;
  }

  @Override
  public void onCreate(SessionID id) {
    synchronised = false;
  }

  /**
   * Probes with a test request: its answer is processed in sequence, so once it is, whatever the
   * venue had to resend has been processed too.
   */
  @Override
  public void onLogon(SessionID id) {
    probe = UUID.randomUUID().toString();
    Session.lookupSession(id).generateTestRequest(probe);
  }

  @Override
  public void onLogout(SessionID id) {
    synchronised = false;
    probe = null;
    sends.abandon(new SendOutcome.Indeterminate("The session ended before the answer"));
    queries.abandon(new QueryOutcome.Unanswered("The session ended before the answer"));
  }

  @Override
  public void toAdmin(Message message, SessionID id) {
    if (isType(message, MsgType.LOGON)) {
      config.username().ifPresent(name -> message.setField(new Username(name)));
      config.password().ifPresent(secret -> message.setField(new Password(secret)));
    }
  }

  @Override
  public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
    boolean answersProbe =
        isType(message, MsgType.HEARTBEAT)
            && message.isSetField(TestReqID.FIELD)
            && message.getString(TestReqID.FIELD).equals(probe);
    if (answersProbe) {
      synchronised = true;
      wake.fire(new SenderWake());
    }
  }

  /** Never resends an order: minutes later it would be another decision. */
  @Override
  public void toApp(Message message, SessionID id) throws DoNotSend {
    boolean again = message.getHeader().isSetField(PossDupFlag.FIELD);
    if (again && message.isSetField(ClOrdID.FIELD)) {
      try {
        if (!isType(message, MsgType.ORDER_STATUS_REQUEST)) {
          gapFills.note(message.getString(ClOrdID.FIELD)).await().atMost(limit());
        }
      } catch (FieldNotFound | RuntimeException failure) {
        // Without the note a person has to decide about the order; it is not resent in any case.
        LOG.errorf(failure, "A gap fill could not be noted");
      }
      throw new DoNotSend();
    }
  }

  @Override
  public void fromApp(Message message, SessionID id) throws FieldNotFound, UnsupportedMessageType {
    switch (message.getHeader().getString(MsgType.FIELD)) {
      case MsgType.EXECUTION_REPORT -> report(message);
      case MsgType.ORDER_CANCEL_REJECT -> cancelRejected(message);
      case MsgType.BUSINESS_MESSAGE_REJECT -> businessRejected(message);
      default -> throw new UnsupportedMessageType();
    }
  }

  private void report(Message message) throws FieldNotFound {
    VenueReport report = FixReports.read(FixVenue.NAME, message);
    if (FixReports.status(message)) {
      queries.answer(report.clOrdId(), answer(message, report));
      return;
    }
    // An exception leaves the message unacknowledged, and the session asks for it again.
    sink.book(report).await().atMost(limit());
    sends.answer(message.getString(ClOrdID.FIELD), new SendOutcome.Booked());
  }

  private static QueryOutcome answer(Message message, VenueReport report) throws FieldNotFound {
    boolean unknown =
        message.getChar(OrdStatus.FIELD) == OrdStatus.REJECTED
            && message.isSetField(OrdRejReason.FIELD)
            && message.getInt(OrdRejReason.FIELD) == OrdRejReason.UNKNOWN_ORDER;
    return unknown ? new QueryOutcome.NotFound() : new QueryOutcome.Found(report);
  }

  private void cancelRejected(Message message) throws FieldNotFound {
    String code =
        message.isSetField(CxlRejReason.FIELD)
                && message.getInt(CxlRejReason.FIELD) == CxlRejReason.TOO_LATE_TO_CANCEL
            ? "too-late"
            : "cancel-rejected";
    sends.answer(message.getString(ClOrdID.FIELD), new SendOutcome.Refused(code, text(message)));
  }

  /** The venue could not process a message at all; which one is told by the id it carried. */
  private void businessRejected(Message message) throws FieldNotFound {
    String about =
        message.isSetField(BusinessRejectRefID.FIELD)
            ? message.getString(BusinessRejectRefID.FIELD)
            : "";
    LOG.errorf("The FIX venue rejected a message about '%s': %s", about, text(message));
    String code = "business-reject-" + message.getInt(BusinessRejectReason.FIELD);
    sends.answer(about, new SendOutcome.Refused(code, text(message)));
    queries.answer(about, new QueryOutcome.Unanswered(text(message)));
  }

  private Duration limit() {
    return Duration.ofMillis(config.bookTimeoutMs());
  }

  private static String text(Message message) throws FieldNotFound {
    return message.isSetField(Text.FIELD) ? message.getString(Text.FIELD) : "No text";
  }

  private static boolean isType(Message message, String type) {
    try {
      return type.equals(message.getHeader().getString(MsgType.FIELD));
    } catch (FieldNotFound absent) {
      return false;
    }
  }
}
