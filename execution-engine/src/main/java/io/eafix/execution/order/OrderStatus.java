package io.eafix.execution.order;

import java.util.Optional;

/**
 * What the engine knows about an order. The legal moves are {@link OrderTransitions}.
 *
 * <p>Two of the states say that the engine does <em>not</em> know: {@link #IN_DOUBT} and {@link
 * #MANUAL_REVIEW}. Such an order may be alive at the venue, so whatever was reserved for it stays
 * reserved.
 */
public enum OrderStatus {
  /** The intent is committed here; no byte has left. */
  PENDING_NEW(false),
  /** The intent to send is committed; bytes may have left. */
  SENT(false),
  /** The venue has acknowledged it; nothing is filled. */
  NEW(false),
  /** Some of it is filled and the rest is working. */
  PARTIALLY_FILLED(false),
  /** All of it is filled. */
  FILLED(true),
  /** Withdrawn before it was sent, or cancelled at the venue; part of it may be filled. */
  CANCELED(true),
  /** Definitely refused: by a check here before sending, or by the venue. */
  REJECTED(true),
  /** Ended by its time in force; part of it may be filled. */
  EXPIRED(true),
  /** Sent, and the answer is unknown. Only evidence from the venue resolves it. */
  IN_DOUBT(false),
  /** The venue gave no evidence within the limits; a person decides. */
  MANUAL_REVIEW(false);

  private final boolean terminal;

  OrderStatus(boolean terminal) {
    this.terminal = terminal;
  }

  /** True if nothing more is expected; a late fill is still booked. */
  public boolean terminal() {
    return terminal;
  }

  /** True if the venue may hold a live order although the engine has no word of it. */
  public boolean unknown() {
    return this == IN_DOUBT || this == MANUAL_REVIEW;
  }

  /** The state after {@code trigger}, or empty if that must not happen here. */
  public Optional<OrderStatus> after(OrderTrigger trigger) {
    return OrderTransitions.target(this, trigger);
  }
}
