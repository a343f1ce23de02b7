package io.eafix.execution.fix;

import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.idempotency.problem.StorableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.field.BusinessRejectReason;
import quickfix.field.BusinessRejectRefID;
import quickfix.field.ClOrdID;
import quickfix.field.CxlRejReason;
import quickfix.field.RefMsgType;
import quickfix.field.RefSeqNum;
import quickfix.field.SessionRejectReason;

/** What the venue refuses by other means than an execution report. */
final class FixRefusals {
  private static final Logger LOG = Logger.getLogger(FixRefusals.class);

  private final ReportSink sink;
  private final ReportReader reader;
  private final GapFills gapFills;
  private final Waiting<SendOutcome> sends;
  private final Questions questions;
  private final Duration limit;

  /**
   * @param limit the longest that a booking may take
   */
  FixRefusals(
      ReportSink sink,
      ReportReader reader,
      GapFills gapFills,
      Waiting<SendOutcome> sends,
      Questions questions,
      Duration limit) {
    this.sink = sink;
    this.reader = reader;
    this.gapFills = gapFills;
    this.sends = sends;
    this.questions = questions;
    this.limit = limit;
  }

  /** A cancel or a replace is refused (35=9). */
  void ofChange(Message message) throws FieldNotFound {
    int reason = FixReports.number(message, CxlRejReason.FIELD, CxlRejReason.OTHER);
    if (reason == CxlRejReason.DUPLICATE_CLORDID_RECEIVED) {
      duplicate(message);
      return;
    }
    String code = reason == CxlRejReason.TOO_LATE_TO_CANCEL ? "too-late" : "cancel-rejected";
    refused(message.getString(ClOrdID.FIELD), code, message);
  }

  /** The venue has a message of this id already: what became of that, it is to be asked. */
  void duplicate(Message message) throws FieldNotFound {
    String clOrdId = message.getString(ClOrdID.FIELD);
    LOG.errorf("The FIX venue says that it has %s already", reader.kept(clOrdId));
    sends.answer(clOrdId, new SendOutcome.Indeterminate("The venue says that it has it already"));
  }

  /** The venue could not process a message at all (35=j); which one, its id or its number tells. */
  void ofBusiness(Message message, SessionID id) throws FieldNotFound {
    String about =
        message.isSetField(BusinessRejectRefID.FIELD)
            ? message.getString(BusinessRejectRefID.FIELD)
            : reference(message, id);
    refused(about, "business-reject-" + message.getInt(BusinessRejectReason.FIELD), message);
  }

  /** The venue could not take a message at all (35=3); which one, its number tells. */
  void ofSession(Message message, SessionID id) throws FieldNotFound {
    refused(reference(message, id), "session-reject-" + reason(message), message);
  }

  /** Books a definite refusal before it is acknowledged, since nobody may wait for it any more. */
  private void refused(String about, String code, Message message) throws FieldNotFound {
    if (about == null) {
      LOG.errorf(
          "The FIX venue refused a message that asks for nothing, %s: %s", code, text(message));
      return;
    }
    if (FixReports.refusesQuestion(message)) {
      questions.answerAbout(about, new QueryOutcome.Unanswered(code + ": " + text(message)));
      return;
    }
    sink.refuse(FixVenue.NAME, reader.kept(about), code, text(message)).await().atMost(limit);
    sends.answer(about, new SendOutcome.Booked());
  }

  /**
   * The client order id of our message that another speaks of by its number; null if it had none,
   * or if what is spoken of is the gap fill that was sent in its place.
   */
  private String reference(Message message, SessionID id) throws FieldNotFound {
    if (!message.isSetField(RefSeqNum.FIELD)) {
      return null;
    }
    SentMessages.Sent sent = sent(id, message.getInt(RefSeqNum.FIELD));
    if (sent == null || sent.clOrdId() == null) {
      return null;
    }
    boolean meant =
        message.isSetField(RefMsgType.FIELD)
            ? message.getString(RefMsgType.FIELD).equals(sent.type())
            : !gapFills.contains(sent.clOrdId()).await().atMost(limit);
    return meant ? sent.clOrdId() : null;
  }

  private static SentMessages.Sent sent(SessionID id, int sequence) {
    try {
      return SentMessages.of(Session.lookupSession(id)).at(sequence);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String reason(Message message) throws FieldNotFound {
    return message.isSetField(SessionRejectReason.FIELD)
        ? StorableText.repaired(message.getString(SessionRejectReason.FIELD))
        : "unexplained";
  }

  private static String text(Message message) throws FieldNotFound {
    return FixReports.words(message).orElse("No text");
  }
}
