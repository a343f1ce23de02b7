package io.eafix.execution.order;

import io.eafix.execution.venue.Quote;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * One order as the engine knows it. Whoever changes it holds its row lock ({@link
 * OrderRepository#lock}); what may change is decided by {@link OrderProgress}.
 */
@Entity
@Table(name = "orders")
@DynamicUpdate
public class OrderEntity {
  @Id public UUID id;

  @Column(updatable = false)
  public String account;

  @Column(updatable = false)
  public String symbol;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public Side side;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public OrderType type;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public TimeInForce timeInForce;

  public BigDecimal quantity;
  public BigDecimal limitPrice;
  public BigDecimal stopPrice;
  public BigDecimal bid;
  public BigDecimal ask;
  public Instant quoteTime;

  @Column(updatable = false)
  public String venue;

  public String clOrdId;
  public String venueOrderId;

  @Enumerated(EnumType.STRING)
  public OrderStatus status;

  public BigDecimal filled;
  public BigDecimal notional;

  /** How many instructions it has; the next one's number is one more. */
  public int instructions;

  /** Why it was refused or ended, for programs. */
  public String code;

  /** Why it was refused or ended, for people. */
  public String text;

  @Column(updatable = false)
  public String signalId;

  @Column(updatable = false)
  public String reservationId;

  /**
   * What was reserved for it: absent for an order of no saga, as is the price of a market order.
   */
  @Column(updatable = false)
  public BigDecimal reservedQuantity;

  @Column(updatable = false)
  public BigDecimal reservedPrice;

  @Column(updatable = false)
  public String strategy;

  @Column(updatable = false)
  public Instant createdAt;

  public Instant updatedAt;

  /** The part that evidence moves. */
  public OrderProgress progress() {
    return new OrderProgress(status, quantity, filled, notional);
  }

  /** Takes over what became of {@link #progress()}. */
  public void take(OrderProgress progress, Instant now) {
    status = progress.status();
    quantity = progress.quantity();
    filled = progress.filled();
    notional = progress.notional();
    updatedAt = now;
  }

  /** The market the order was decided on, if its sender gave one. */
  public Optional<Quote> quote() {
    return bid == null ? Optional.empty() : Optional.of(new Quote(bid, ask, quoteTime));
  }
}
