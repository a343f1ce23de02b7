package io.eafix.execution.fix;

import io.eafix.execution.venue.Dispute;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueIds;
import io.eafix.execution.venue.VenueReport;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.ExecID;
import quickfix.field.ExecRefID;
import quickfix.field.ExecType;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.OrdStatus;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.OrigSendingTime;
import quickfix.field.SendingTime;
import quickfix.field.TransactTime;

/** Reads execution reports (35=8), with the venue's ids as they are kept. */
@ApplicationScoped
class ReportReader {
  private static final Logger LOG = Logger.getLogger(ReportReader.class);

  /** More digits, before or after the point, than any price or quantity has. */
  private static final int DIGITS_MAX = 30;

  private final VenueIds ids;
  private final MeterRegistry registry;

  ReportReader(VenueIds ids, MeterRegistry registry) {
    this.ids = ids;
    this.registry = registry;
  }

  /** As {@link VenueIds#kept}. */
  String kept(String id) {
    return ids.kept(FixVenue.NAME, id);
  }

  /**
   * The report that a message is. One that cannot be is counted and logged, and refused by the
   * session with a reject (35=3): it books nothing and stops no report behind it, and the order is
   * asked about when its answer does not come.
   *
   * @throws FieldNotFound if a required field is missing
   * @throws IncorrectTagValue if an execution has no quantity or no price above zero
   */
  VenueReport read(Message message) throws FieldNotFound, IncorrectTagValue {
    try {
      return report(message);
    } catch (FieldNotFound | IncorrectTagValue refused) {
      registry.counter("eafix.venue.reports.refused", "venue", FixVenue.NAME).increment();
      LOG.errorf("An execution report of the FIX venue is refused: %s", refused.getMessage());
      throw refused;
    }
  }

  private VenueReport report(Message message) throws FieldNotFound, IncorrectTagValue {
    BigDecimal filled = message.getDecimal(CumQty.FIELD);
    return new VenueReport(
        FixVenue.NAME,
        kept(known(message)),
        kept(message.getString(OrderID.FIELD)),
        state(message.getChar(OrdStatus.FIELD)),
        quantity(message, filled),
        filled,
        executions(message),
        FixReports.words(message),
        dispute(message));
  }

  private static BigDecimal quantity(Message message, BigDecimal filled) throws FieldNotFound {
    return decimal(message, OrderQty.FIELD)
        .orElse(filled.add(decimal(message, LeavesQty.FIELD).orElse(BigDecimal.ZERO)));
  }

  private Optional<Dispute> dispute(Message message) throws FieldNotFound {
    Optional<Dispute.Kind> kind = FixReports.dispute(message);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Dispute(
            kind.get(),
            kept(message.getString(ExecID.FIELD)),
            FixReports.text(message, ExecRefID.FIELD).map(this::kept),
            decimal(message, LastQty.FIELD).filter(ReportReader::plain),
            decimal(message, LastPx.FIELD).filter(ReportReader::plain)));
  }

  /**
   * By which id the venue knows the order: as long as a cancel or replace is pending, a report, of
   * a trade too, speaks of the order under its old id.
   */
  private static String known(Message message) throws FieldNotFound {
    return FixReports.byPendingId(message)
        ? message.getString(OrigClOrdID.FIELD)
        : message.getString(ClOrdID.FIELD);
  }

  private static VenueReport.State state(char status) {
    return switch (status) {
      case OrdStatus.FILLED -> VenueReport.State.FILLED;
      case OrdStatus.CANCELED -> VenueReport.State.CANCELED;
      case OrdStatus.EXPIRED -> VenueReport.State.EXPIRED;
      case OrdStatus.DONE_FOR_DAY -> VenueReport.State.DONE_FOR_DAY;
      case OrdStatus.REJECTED -> VenueReport.State.REJECTED;
      default -> VenueReport.State.WORKING;
    };
  }

  private List<Execution> executions(Message message) throws FieldNotFound, IncorrectTagValue {
    char type = message.getChar(ExecType.FIELD);
    if (type != ExecType.TRADE && type != ExecType.PARTIAL_FILL && type != ExecType.FILL) {
      return List.of();
    }
    BigDecimal quantity = traded(message, LastQty.FIELD);
    // The average is the price of this trade only if it was the first.
    boolean first = quantity.compareTo(message.getDecimal(CumQty.FIELD)) == 0;
    int price = first && !message.isSetField(LastPx.FIELD) ? AvgPx.FIELD : LastPx.FIELD;
    return List.of(
        new Execution(
            kept(FixReports.text(message, Account.FIELD).orElse("")),
            kept(message.getString(ExecID.FIELD)),
            quantity,
            traded(message, price),
            time(message)));
  }

  /** When it was traded; a venue need not say, and then it is when that was first sent. */
  private static Instant time(Message message) throws FieldNotFound {
    FieldMap header = message.getHeader();
    FieldMap from = message.isSetField(TransactTime.FIELD) ? message : header;
    int field = SendingTime.FIELD;
    if (from == message) {
      field = TransactTime.FIELD;
    } else if (header.isSetField(OrigSendingTime.FIELD)) {
      field = OrigSendingTime.FIELD;
    }
    return from.getUtcTimeStamp(field).toInstant(ZoneOffset.UTC);
  }

  private static BigDecimal traded(Message message, int field)
      throws FieldNotFound, IncorrectTagValue {
    BigDecimal value = message.getDecimal(field);
    if (value.signum() <= 0 || !plain(value)) {
      throw new IncorrectTagValue(field, message.getString(field));
    }
    return value;
  }

  private static boolean plain(BigDecimal value) {
    return Math.abs(value.scale()) <= DIGITS_MAX && value.precision() - value.scale() <= DIGITS_MAX;
  }

  private static Optional<BigDecimal> decimal(Message message, int field) throws FieldNotFound {
    return message.isSetField(field) ? Optional.of(message.getDecimal(field)) : Optional.empty();
  }
}
