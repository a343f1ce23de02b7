package io.eafix.execution.fix;

import io.eafix.idempotency.problem.StorableText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.ExecType;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
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

  static Optional<String> text(FieldMap message, int field) throws FieldNotFound {
    return message.isSetField(field) ? Optional.of(message.getString(field)) : Optional.empty();
  }
}
