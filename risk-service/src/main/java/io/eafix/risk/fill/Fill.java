package io.eafix.risk.fill;

import io.eafix.risk.position.Side;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A booked execution. Never changed. */
@Immutable
@Entity(name = "Fill")
@IdClass(FillId.class)
public class Fill extends PanacheEntityBase {

  @Id public String venue;
  @Id public String account;

  @Id
  @Column(name = "exec_id")
  public String execId;

  @Column(name = "order_id")
  public String orderId;

  @Column(name = "cl_ord_id")
  public String clOrdId;

  /** Null if the order came from no signal. */
  @Column(name = "signal_id")
  public UUID signalId;

  public String symbol;

  @Enumerated(EnumType.STRING)
  public Side side;

  public BigDecimal quantity;
  public BigDecimal price;

  @Column(name = "fill_time")
  public Instant fillTime;

  /** What it realised, in the quote currency. */
  @Column(name = "realised_pnl")
  public BigDecimal realisedPnl;

  /** Whether the venue filled more than was reserved. */
  public boolean overfill;

  @Enumerated(EnumType.STRING)
  public Source source;

  @Column(name = "booked_at")
  public Instant bookedAt;

  /** Who told of it first. */
  public enum Source {
    /** The step {@code update_records} of its saga. */
    SAGA,
    /** The event of the execution engine. */
    EVENT
  }

  static Fill of(FillReport report, OrderRef order, Source source, Instant now) {
    Fill fill = new Fill();
    fill.venue = report.venue();
    fill.account = report.account();
    fill.execId = report.execId();
    fill.orderId = order.orderId();
    fill.clOrdId = order.clOrdId();
    fill.signalId = order.signalId();
    fill.symbol = report.symbol();
    fill.side = report.side();
    fill.quantity = report.quantity();
    fill.price = report.price();
    fill.fillTime = report.time();
    fill.source = source;
    fill.bookedAt = now;
    return fill;
  }

  /** Whether the report says the same as what was booked. */
  boolean sameAs(FillReport report) {
    return symbol.equals(report.symbol())
        && side == report.side()
        && quantity.compareTo(report.quantity()) == 0
        && price.compareTo(report.price()) == 0;
  }
}
