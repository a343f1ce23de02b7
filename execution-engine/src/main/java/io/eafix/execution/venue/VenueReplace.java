package io.eafix.execution.venue;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A request to change an open order.
 *
 * @param origClOrdId the id by which the venue knows the order now
 * @param order the order as it shall be; its client order id is the request's own and becomes the
 *     order's id when the venue accepts
 */
public record VenueReplace(String origClOrdId, VenueOrder order) {
  /** The new limit or stop price, whichever the order's type has. */
  public Optional<BigDecimal> price() {
    return order.limitPrice().or(order::stopPrice);
  }
}
