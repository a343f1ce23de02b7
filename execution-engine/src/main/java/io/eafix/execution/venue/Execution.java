package io.eafix.execution.venue;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One fill as the venue reports it.
 *
 * @param account the account that the venue names; empty if it names none. A fill of an order of
 *     ours is booked under the order's own
 * @param execId the venue's id of the fill, unique within venue and account
 * @param quantity in units of the base currency, positive
 * @param price in the quote currency, positive
 * @param time when it traded, by the venue's clock
 */
public record Execution(
    String account, String execId, BigDecimal quantity, BigDecimal price, Instant time) {

  /** True if the venue names an account, and another than this one. */
  public boolean foreign(String ours) {
    return !account.isEmpty() && !account.equals(ours);
  }
}
