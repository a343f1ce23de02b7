package io.eafix.execution.venue;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a venue says against a trade. It is kept for a person and changes no position.
 *
 * @param execId the id of the message that says so; of {@link Kind#REUSED_ID} the reused one
 * @param execRefId which execution it speaks of, if it says so
 * @param quantity as the venue gives it, in units of the base currency; may be zero
 * @param price as the venue gives it, in the quote currency; may be zero
 */
public record Dispute(
    Kind kind,
    String execId,
    Optional<String> execRefId,
    Optional<BigDecimal> quantity,
    Optional<BigDecimal> price) {

  /** What it says. */
  public enum Kind {
    /** A trade is taken back. */
    BUST,
    /** A trade was of another quantity or price. */
    CORRECTION,
    /** A trade has the id of another, which differs from it. */
    REUSED_ID
  }

  /** A trade whose id another has. */
  public static Dispute reused(Execution execution) {
    return new Dispute(
        Kind.REUSED_ID,
        execution.execId(),
        Optional.of(execution.execId()),
        Optional.of(execution.quantity()),
        Optional.of(execution.price()));
  }
}
