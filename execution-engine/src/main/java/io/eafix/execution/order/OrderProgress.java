package io.eafix.execution.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The part of an order that evidence moves: its state and what is filled. Pure: the same evidence
 * gives the same progress, and executions may come in any order.
 *
 * @param quantity ordered, in units of the base currency
 * @param filled sum of the booked fills; more than {@code quantity} is an overfill, kept as it is
 * @param notional sum of quantity times price over the booked fills, in the quote currency
 */
public record OrderProgress(
    OrderStatus status, BigDecimal quantity, BigDecimal filled, BigDecimal notional) {
  /** Decimal places of an average price; beyond any venue's tick, for people and not for sums. */
  public static final int AVERAGE_SCALE = 10;

  /** An order that nothing has happened to. */
  public static OrderProgress pending(BigDecimal quantity) {
    return new OrderProgress(OrderStatus.PENDING_NEW, quantity, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** What is still open: never negative, and nothing once the order has ended. */
  public BigDecimal leaves() {
    return status.terminal() ? BigDecimal.ZERO : unfilled();
  }

  /** True if the venue traded more than was ordered. */
  public boolean overfilled() {
    return filled.compareTo(quantity) > 0;
  }

  /** The average price of the fills, half-even at {@link #AVERAGE_SCALE}, if there are any. */
  public Optional<BigDecimal> averagePrice() {
    return filled.signum() == 0
        ? Optional.empty()
        : Optional.of(notional.divide(filled, AVERAGE_SCALE, RoundingMode.HALF_EVEN));
  }

  /**
   * Adds one execution that was not booked before.
   *
   * @throws IllegalArgumentException if quantity or price is not positive
   */
  public OrderProgress fill(BigDecimal fillQuantity, BigDecimal price) {
    if (fillQuantity.signum() <= 0 || price.signum() <= 0) {
      throw new IllegalArgumentException("A fill has a positive quantity and price");
    }
    OrderProgress booked =
        new OrderProgress(
            status, quantity, filled.add(fillQuantity), notional.add(fillQuantity.multiply(price)));
    return booked.on(booked.fillTrigger());
  }

  /**
   * The progress after {@code trigger}.
   *
   * @throws IllegalTransitionException if the table has no such move
   */
  public OrderProgress on(OrderTrigger trigger) {
    OrderTrigger effective = effective(trigger);
    OrderStatus next =
        status
            .after(effective)
            .orElseThrow(() -> new IllegalTransitionException(status, effective));
    return new OrderProgress(next, quantity, filled, notional);
  }

  /** The progress with another ordered quantity, after the venue confirmed a replace. */
  public OrderProgress replaced(BigDecimal newQuantity) {
    return new OrderProgress(status, newQuantity, filled, notional).on(OrderTrigger.REPLACE);
  }

  /**
   * What {@code trigger} amounts to given the fills: an acknowledgement that arrives after them
   * must not hide them, and a replace down to what is filled leaves nothing open.
   */
  public OrderTrigger effective(OrderTrigger trigger) {
    if (filled.signum() == 0 || status.terminal() && status != OrderStatus.FILLED) {
      return trigger;
    }
    boolean known = trigger == OrderTrigger.ACKNOWLEDGE;
    boolean full = trigger == OrderTrigger.REPLACE && unfilled().signum() == 0;
    return known || full ? fillTrigger() : trigger;
  }

  private BigDecimal unfilled() {
    return quantity.subtract(filled).max(BigDecimal.ZERO);
  }

  /** The trigger that says how much the booked fills leave open. */
  public OrderTrigger fillTrigger() {
    return unfilled().signum() == 0 ? OrderTrigger.FULL_FILL : OrderTrigger.PART_FILL;
  }
}
