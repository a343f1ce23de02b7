package io.eafix.execution.venue;

/** What a venue said when asked about a client order id. */
public sealed interface QueryOutcome {

  /** The venue knows the order. The caller books the report and the doubt is over. */
  record Found(VenueReport report) implements QueryOutcome {}

  /**
   * The venue does not know the id <em>yet</em>. That is no evidence of absence: the caller asks
   * again after a delay, and after enough tries asks for a promise ({@link Venue#seal}) or a
   * person.
   */
  record NotFound() implements QueryOutcome {}

  /** The venue gave no usable answer. The caller asks again; this does not count as a try. */
  record Unanswered(String cause) implements QueryOutcome {}
}
