package io.eafix.execution.fix;

import io.eafix.execution.venue.Dispute;
import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.problem.StorableText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.ExecType;
import quickfix.field.MsgType;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
import quickfix.field.OrigClOrdID;
import quickfix.field.RefMsgType;
import quickfix.field.Text;

/** What execution reports (35=8) say about questions and refusals, and in words. */
final class FixReports {
  /** What venues write as their id of an order that they do not have. */
  private static final Set<String> NO_ORDER = Set.of("NONE", "0", "UNKNOWN", "N/A", "*");

  private FixReports() {}

  /** What the venue says in words; of what Postgres cannot keep, U+FFFD is kept. */
  static Optional<String> words(FieldMap message) throws FieldNotFound {
    return text(message, Text.FIELD).map(StorableText::repaired);
  }

  /** True if it only answers a question (150=I): it has no execution of its own. */
  static boolean status(Message message) throws FieldNotFound {
    return message.getChar(ExecType.FIELD) == ExecType.ORDER_STATUS;
  }

  /** What it says against a trade, if it does: that it is taken back (150=H) or changed (150=G). */
  static Optional<Dispute.Kind> dispute(Message message) throws FieldNotFound {
    return switch (message.getChar(ExecType.FIELD)) {
      case ExecType.TRADE_CANCEL -> Optional.of(Dispute.Kind.BUST);
      case ExecType.TRADE_CORRECT -> Optional.of(Dispute.Kind.CORRECTION);
      default -> Optional.empty();
    };
  }

  /** What a report says about a refusal. */
  enum Refusal {
    /** It refuses nothing. */
    NONE,
    /** The venue does not know the order: that answers a question and refuses no order. */
    UNKNOWN_ORDER,
    /**
     * Something was refused and the reason does not tell what: an order, or a question about it.
     */
    UNEXPLAINED,
    /** The venue has an order of this id: what it refuses is a second one, and not that order. */
    DUPLICATE,
    /** The order was refused. */
    EXPLAINED
  }

  static Refusal refusal(Message message) throws FieldNotFound {
    boolean refused = message.getChar(OrdStatus.FIELD) == OrdStatus.REJECTED;
    if (!refused || dispute(message).isPresent()) {
      return Refusal.NONE;
    }
    return switch (number(message, OrdRejReason.FIELD, OrdRejReason.OTHER)) {
      case OrdRejReason.UNKNOWN_ORDER -> Refusal.UNKNOWN_ORDER;
      case OrdRejReason.DUPLICATE_ORDER -> Refusal.DUPLICATE;
      case OrdRejReason.OTHER, OrdRejReason.BROKER_EXCHANGE_OPTION -> Refusal.UNEXPLAINED;
      default -> Refusal.EXPLAINED;
    };
  }

  /** What a report says to a question about its order. */
  static QueryOutcome answer(Message message, VenueReport report, Refusal refusal)
      throws FieldNotFound {
    boolean unexplained = refusal == Refusal.UNEXPLAINED;
    if (refusal == Refusal.DUPLICATE) {
      return new QueryOutcome.Unanswered("It has it already, and does not say how it stands");
    } else if (status(message) && pending(message)) {
      // Of the cancel or replace that is asked about it says no more than that it is there.
      return new QueryOutcome.Unanswered("A cancel or replace of it is pending");
    } else if (unexplained && !status(message)) {
      return new QueryOutcome.Unanswered("Refused, and the reason does not tell what");
    }
    boolean unknown = refusal == Refusal.UNKNOWN_ORDER || unexplained && !named(message);
    return unknown ? new QueryOutcome.NotFound() : new QueryOutcome.Found(report);
  }

  /** True if it says that a cancel or replace is pending (150=6, 150=E), which answers neither. */
  static boolean tellsPending(Message message) throws FieldNotFound {
    char type = message.getChar(ExecType.FIELD);
    return type == ExecType.PENDING_CANCEL || type == ExecType.PENDING_REPLACE;
  }

  /**
   * True if it speaks of the order by the id of a cancel or replace that is pending, beside the id
   * by which the venue knows it until then (tag 41).
   */
  static boolean byPendingId(Message message) throws FieldNotFound {
    return (tellsPending(message) || pending(message)) && message.isSetField(OrigClOrdID.FIELD);
  }

  /** True if a cancel or replace of the order is neither confirmed nor refused yet (39=6, 39=E). */
  private static boolean pending(Message message) throws FieldNotFound {
    char status = message.getChar(OrdStatus.FIELD);
    return status == OrdStatus.PENDING_CANCEL || status == OrdStatus.PENDING_REPLACE;
  }

  /** True if the venue gives an id of its own (tag 37), so that it has the order. */
  static boolean named(Message message) throws FieldNotFound {
    return !NO_ORDER.contains(message.getString(OrderID.FIELD).toUpperCase(Locale.ROOT));
  }

  static int number(FieldMap message, int field, int otherwise) throws FieldNotFound {
    return message.isSetField(field) ? message.getInt(field) : otherwise;
  }

  /** Whether a reject speaks of a question about an order. */
  static boolean refusesQuestion(Message message) throws FieldNotFound {
    return message.isSetField(RefMsgType.FIELD)
        && MsgType.ORDER_STATUS_REQUEST.equals(message.getString(RefMsgType.FIELD));
  }

  static Optional<String> text(FieldMap message, int field) throws FieldNotFound {
    return message.isSetField(field) ? Optional.of(message.getString(field)) : Optional.empty();
  }
}
