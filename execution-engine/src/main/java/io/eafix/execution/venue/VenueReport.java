package io.eafix.execution.venue;

import io.eafix.execution.order.OrderTrigger;
import io.eafix.execution.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a venue says about one of its orders. Reports may come twice, late and out of order; booking
 * them is idempotent by execution id. Adapters put in only what the books can keep: ids by {@link
 * VenueIds}, words repaired.
 *
 * @param venue the venue's name
 * @param clOrdId the id by which the venue knows the order
 * @param venueOrderId the venue's own id of it
 * @param state where the order stands there
 * @param quantity what the venue holds as ordered, after a replace the new one
 * @param filled what the venue has filled of it in all, whether or not this report brings the fills
 * @param executions fills that the report brings; not necessarily all of them
 * @param text the venue's explanation, if any
 * @param dispute what the report says against a trade, if it does
 */
public record VenueReport(
    String venue,
    String clOrdId,
    String venueOrderId,
    State state,
    BigDecimal quantity,
    BigDecimal filled,
    List<Execution> executions,
    Optional<String> text,
    Optional<Dispute> dispute) {

  /** A report that says nothing against a trade. */
  public VenueReport(
      String venue,
      String clOrdId,
      String venueOrderId,
      State state,
      BigDecimal quantity,
      BigDecimal filled,
      List<Execution> executions,
      Optional<String> text) {
    this(venue, clOrdId, venueOrderId, state, quantity, filled, executions, text, Optional.empty());
  }

  /** The report as it is meant for an order of this time in force: it is never done for the day. */
  public VenueReport meantFor(TimeInForce timeInForce) {
    return state == State.DONE_FOR_DAY
        ? new VenueReport(
            venue,
            clOrdId,
            venueOrderId,
            timeInForce == TimeInForce.GTC ? State.WORKING : State.EXPIRED,
            quantity,
            filled,
            executions,
            text,
            dispute)
        : this;
  }

  /**
   * The quantity of the order after a replace that the venue has confirmed: what the venue holds,
   * whatever was asked for. Of an order that has ended it may say anything.
   *
   * @param asked what was asked for; null if it was to stay
   */
  public BigDecimal replacedTo(BigDecimal asked) {
    boolean said = state == State.WORKING || state == State.FILLED;
    return said && quantity.signum() > 0 && quantity.compareTo(filled) >= 0 ? quantity : asked;
  }

  /** Where an order stands at the venue, with what that is evidence of. */
  public enum State {
    WORKING(OrderTrigger.ACKNOWLEDGE),
    /** Nothing is open; the executions say how much was filled. */
    FILLED(OrderTrigger.ACKNOWLEDGE),
    CANCELED(OrderTrigger.CANCEL),
    EXPIRED(OrderTrigger.EXPIRE),
    /**
     * Nothing more today: the end of all orders but those that are good till they are cancelled.
     */
    DONE_FOR_DAY(OrderTrigger.ACKNOWLEDGE),
    REJECTED(OrderTrigger.REFUSE);

    private final OrderTrigger trigger;

    State(OrderTrigger trigger) {
      this.trigger = trigger;
    }

    /** What the state proves, once the report's executions are booked. */
    public OrderTrigger trigger() {
      return trigger;
    }
  }
}
