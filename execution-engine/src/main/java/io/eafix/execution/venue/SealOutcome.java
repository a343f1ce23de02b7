package io.eafix.execution.venue;

/** Whether a venue promised never to accept a client order id. */
public sealed interface SealOutcome {

  /** It does not have the order and never will. The caller may treat the order as refused. */
  record Sealed() implements SealOutcome {}

  /**
   * It says that it does not have the order, asked for it and did not get it. The caller may treat
   * the order as refused, but this is its word and no proof: nothing may be ordered anew on it.
   */
  record Disclaimed() implements SealOutcome {}

  /** It has the order after all. The caller books the report. */
  record Found(VenueReport report) implements SealOutcome {}

  /** It makes no such promises. The caller leaves the order to a person. */
  record Unsupported() implements SealOutcome {}

  /** It gave no usable answer. The caller asks again later. */
  record Unanswered(String cause) implements SealOutcome {}
}
