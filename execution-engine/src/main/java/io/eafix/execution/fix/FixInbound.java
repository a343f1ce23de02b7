package io.eafix.execution.fix;

import io.eafix.execution.sender.VenueBack;
import io.eafix.execution.venue.Doubt;
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
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.ClOrdID;
import quickfix.field.MsgType;
import quickfix.field.OrdStatusReqID;
import quickfix.field.Password;
import quickfix.field.PossDupFlag;
import quickfix.field.TestReqID;
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
  private final ReportReader reader;
  private final GapFills gapFills;
  private final Event<VenueBack> back;
  private final Waiting<SendOutcome> sends = new Waiting<>();
  private final Questions questions = new Questions();
  private final FixRefusals refusals;
  private volatile String probe;
  private volatile boolean synchronised;

  FixInbound(
      FixConfig config,
      ReportSink sink,
      ReportReader reader,
      GapFills gapFills,
      Event<VenueBack> back) {
    this.config = config;
    this.sink = sink;
    this.reader = reader;
    this.gapFills = gapFills;
    this.back = back;
    this.refusals = new FixRefusals(sink, reader, gapFills, sends, questions, limit());
  }

  boolean synchronised() {
    return synchronised;
  }

  Waiting<SendOutcome> sends() {
    return sends;
  }

  Questions questions() {
    return questions;
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
    probe(Session.lookupSession(id));
  }

  /**
   * Asks again, until there is an answer: a test request, or its answer, that falls into what one
   * side asks the other to resend is replaced by a gap fill and lost.
   */
  void probe(Session session) {
    String wanted = probe;
    if (wanted != null && !synchronised) {
      session.generateTestRequest(wanted);
    }
  }

  @Override
  public void onLogout(SessionID id) {
    synchronised = false;
    probe = null;
    sends.abandon(new SendOutcome.Indeterminate("The session ended before the answer"));
    questions.abandon(new QueryOutcome.Unanswered("The session ended before the answer"));
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
        !synchronised
            && isType(message, MsgType.HEARTBEAT)
            && message.isSetField(TestReqID.FIELD)
            && message.getString(TestReqID.FIELD).equals(probe);
    if (answersProbe) {
      synchronised = true;
      back.fire(new VenueBack(FixVenue.NAME));
    } else if (isType(message, MsgType.REJECT)) {
      try {
        refusals.ofSession(message, id);
      } catch (RuntimeException unbooked) {
        Disconnect.now(id, unbooked);
        throw unbooked;
      }
    }
  }

  /** Never resends an order: minutes later it would be another decision. */
  @Override
  public void toApp(Message message, SessionID id) throws DoNotSend {
    boolean again = message.getHeader().isSetField(PossDupFlag.FIELD);
    if (again && message.isSetField(ClOrdID.FIELD)) {
      try {
        if (!isType(message, MsgType.ORDER_STATUS_REQUEST)) {
          gapFills.note(message.getString(ClOrdID.FIELD));
        }
      } catch (FieldNotFound absent) {
        throw new IllegalStateException(absent);
      }
      throw new DoNotSend();
    }
  }

  @Override
  public void fromApp(Message message, SessionID id)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    try {
      switch (message.getHeader().getString(MsgType.FIELD)) {
        case MsgType.EXECUTION_REPORT -> report(message);
        case MsgType.ORDER_CANCEL_REJECT -> refusals.ofChange(message);
        case MsgType.BUSINESS_MESSAGE_REJECT -> refusals.ofBusiness(message, id);
        default -> throw new UnsupportedMessageType();
      }
    } catch (RuntimeException unbooked) {
      Disconnect.now(id, unbooked);
      throw unbooked;
    }
  }

  private void report(Message message) throws FieldNotFound, IncorrectTagValue {
    VenueReport report = read(message);
    boolean pending = FixReports.byPendingId(message);
    if (FixReports.tellsPending(message) && !pending) {
      LOG.warnf("The FIX venue says that %s is pending, and not of what", report.clOrdId());
      return;
    }
    FixReports.Refusal refusal = FixReports.refusal(message);
    QueryOutcome answer = FixReports.answer(message, report, refusal);
    if (refusal == FixReports.Refusal.DUPLICATE && !FixReports.status(message)) {
      refusals.duplicate(message);
      return;
    }
    boolean isAnswer =
        FixReports.status(message)
            || refusal == FixReports.Refusal.UNKNOWN_ORDER
            || refusal == FixReports.Refusal.UNEXPLAINED && mayAnswer(message, report.clOrdId());
    if (refusal == FixReports.Refusal.UNEXPLAINED && isAnswer && !FixReports.status(message)) {
      doubt(report.clOrdId(), Doubt.PERHAPS_REFUSED);
    }
    if (!isAnswer) {
      // An exception leaves it unacknowledged, and the session asks for it again.
      sink.book(report).await().atMost(limit());
    }
    if (!isAnswer && !pending) {
      sends.answer(message.getString(ClOrdID.FIELD), new SendOutcome.Booked());
    }
    if (isAnswer || refusal == FixReports.Refusal.EXPLAINED) {
      questions.answer(message, answer);
    }
  }

  /** What cannot be read may have been a trade, so its order is asked about. */
  private VenueReport read(Message message) throws FieldNotFound, IncorrectTagValue {
    try {
      return reader.read(message);
    } catch (FieldNotFound | IncorrectTagValue unreadable) {
      if (message.isSetField(ClOrdID.FIELD)) {
        doubt(reader.kept(message.getString(ClOrdID.FIELD)), Doubt.REPORT_UNREADABLE);
      }
      throw unreadable;
    }
  }

  private void doubt(String clOrdId, Doubt doubt) {
    sink.doubt(FixVenue.NAME, clOrdId, doubt).await().atMost(limit());
  }

  /**
   * True if a question may be what is refused: it was asked, the message brings its id, or it was
   * perhaps asked before a crash that this process does not remember. The order is in doubt then
   * and is asked about again.
   */
  private boolean mayAnswer(Message message, String about) {
    boolean mayAnswer =
        message.isSetField(OrdStatusReqID.FIELD)
            || questions.wasAskedAbout(about)
            || message.getHeader().isSetField(PossDupFlag.FIELD);
    if (mayAnswer) {
      LOG.warnf("The FIX venue refused %s or a question about it, and does not say which", about);
    }
    return mayAnswer;
  }

  private Duration limit() {
    return Duration.ofMillis(config.bookTimeoutMs());
  }

  private static boolean isType(Message message, String type) {
    try {
      return type.equals(message.getHeader().getString(MsgType.FIELD));
    } catch (FieldNotFound absent) {
      return false;
    }
  }
}
