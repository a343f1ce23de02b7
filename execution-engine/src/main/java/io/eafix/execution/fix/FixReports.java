package io.eafix.execution.fix;

import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueIds;
import io.eafix.execution.venue.VenueReport;
import io.eafix.idempotency.problem.StorableText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.Text;
import quickfix.field.TransactTime;

/** Execution reports (35=8) as the engine reads them. */
final class FixReports {
  /** What venues write as their id of an order that they do not have. */
  private static final Set<String> NO_ORDER = Set.of("NONE", "0", "UNKNOWN", "N/A", "*");

  private FixReports() {}

  /**
   * The report that a message is, with the venue's ids as they are kept.
   *
   * @throws FieldNotFound if a required field is missing, which the session answers with a reject
   */
  static VenueReport read(String venue, Message message, VenueIds ids) throws FieldNotFound {
    BigDecimal filled = message.getDecimal(CumQty.FIELD);
    return new VenueReport(
        venue,
        ids.kept(venue, known(message)),
        ids.kept(venue, message.getString(OrderID.FIELD)),
        state(message.getChar(OrdStatus.FIELD)),
        decimal(message, OrderQty.FIELD).orElse(filled),
        filled,
        executions(venue, message, ids),
        words(message));
  }

  /** What the venue says in words; of what Postgres cannot keep, U+FFFD is kept. */
  static Optional<String> words(FieldMap message) throws FieldNotFound {
    return text(message, Text.FIELD).map(StorableText::repaired);
  }

  /** True if it only answers a question (150=I): it has no execution of its own. */
  static boolean status(Message message) throws FieldNotFound {
    return message.getChar(ExecType.FIELD) == ExecType.ORDER_STATUS;
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
    /** The order was refused. */
    EXPLAINED
  }

  static Refusal refusal(Message message) throws FieldNotFound {
    if (message.getChar(OrdStatus.FIELD) != OrdStatus.REJECTED) {
      return Refusal.NONE;
    }
    int reason =
        message.isSetField(OrdRejReason.FIELD)
            ? message.getInt(OrdRejReason.FIELD)
            : OrdRejReason.OTHER;
    return switch (reason) {
      case OrdRejReason.UNKNOWN_ORDER -> Refusal.UNKNOWN_ORDER;
      case OrdRejReason.OTHER, OrdRejReason.BROKER_EXCHANGE_OPTION -> Refusal.UNEXPLAINED;
      default -> Refusal.EXPLAINED;
    };
  }

  /** True if the venue gives an id of its own (tag 37), so that it has the order. */
  static boolean named(Message message) throws FieldNotFound {
    return !NO_ORDER.contains(message.getString(OrderID.FIELD).toUpperCase(Locale.ROOT));
  }

  /**
   * By which id the venue knows the order: a report that a cancel or replace is pending or was
   * refused still speaks of the order under its old id.
   */
  private static String known(Message message) throws FieldNotFound {
    char type = message.getChar(ExecType.FIELD);
    boolean pending = type == ExecType.PENDING_CANCEL || type == ExecType.PENDING_REPLACE;
    return pending && message.isSetField(OrigClOrdID.FIELD)
        ? message.getString(OrigClOrdID.FIELD)
        : message.getString(ClOrdID.FIELD);
  }

  private static VenueReport.State state(char status) {
    return switch (status) {
      case OrdStatus.FILLED -> VenueReport.State.FILLED;
      case OrdStatus.CANCELED -> VenueReport.State.CANCELED;
      case OrdStatus.EXPIRED, OrdStatus.DONE_FOR_DAY -> VenueReport.State.EXPIRED;
      case OrdStatus.REJECTED -> VenueReport.State.REJECTED;
      default -> VenueReport.State.WORKING;
    };
  }

  private static List<Execution> executions(String venue, Message message, VenueIds ids)
      throws FieldNotFound {
    char type = message.getChar(ExecType.FIELD);
    if (type != ExecType.TRADE && type != ExecType.PARTIAL_FILL && type != ExecType.FILL) {
      return List.of();
    }
    return List.of(
        new Execution(
            ids.kept(venue, text(message, Account.FIELD).orElse("")),
            ids.kept(venue, message.getString(ExecID.FIELD)),
            message.getDecimal(LastQty.FIELD),
            decimal(message, LastPx.FIELD).orElse(message.getDecimal(AvgPx.FIELD)),
            time(message)));
  }

  private static Instant time(Message message) throws FieldNotFound {
    return message.getUtcTimeStamp(TransactTime.FIELD).toInstant(ZoneOffset.UTC);
  }

  private static Optional<String> text(FieldMap message, int field) throws FieldNotFound {
    return message.isSetField(field) ? Optional.of(message.getString(field)) : Optional.empty();
  }

  private static Optional<BigDecimal> decimal(FieldMap message, int field) throws FieldNotFound {
    return message.isSetField(field) ? Optional.of(message.getDecimal(field)) : Optional.empty();
  }
}
