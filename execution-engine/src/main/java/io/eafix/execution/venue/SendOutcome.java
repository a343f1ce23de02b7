package io.eafix.execution.venue;

/** How a message to a venue ended. Each outcome says what its caller may do next. */
public sealed interface SendOutcome {

  /**
   * The venue has done it. The caller books the report. Sending it again under any id would be a
   * second order.
   */
  record Accepted(VenueReport report) implements SendOutcome {}

  /**
   * The venue has done it, and its report was booked by the {@link ReportSink} before this outcome.
   * Nothing is left for the caller to write.
   */
  record Booked() implements SendOutcome {}

  /**
   * The venue has definitely refused and nothing happened there. The caller may end the
   * instruction, release what was reserved for it, and let its client try anew under a new id.
   *
   * @param code short and stable, for programs
   * @param text for people
   */
  record Refused(String code, String text) implements SendOutcome {}

  /**
   * Nobody here can tell whether it happened: no answer in time, connection lost after the first
   * byte, an answer that makes no sense. The caller must neither send again nor report a failure;
   * it asks the venue ({@link Venue#query}) until there is evidence.
   */
  record Indeterminate(String cause) implements SendOutcome {}

  /**
   * Provably no byte left this process, for example since the session was not logged on. The caller
   * may send the same instruction under the same id later. Where there is any doubt the outcome is
   * {@link Indeterminate}.
   */
  record NotSent(String cause) implements SendOutcome {}
}
