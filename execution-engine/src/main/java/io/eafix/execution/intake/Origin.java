package io.eafix.execution.intake;

import java.util.Optional;

/**
 * What made an order, beyond the account's wish.
 *
 * @param signalId the signal of the saga that asks; one signal makes at most one order
 * @param reservationId what risk reserved for it
 */
public record Origin(
    Optional<String> signalId, Optional<String> reservationId, Optional<String> strategy) {
  /** An order that someone asked for directly. */
  public static final Origin DIRECT =
      new Origin(Optional.empty(), Optional.empty(), Optional.empty());
}
