package io.eafix.execution.sender;

import io.eafix.execution.venue.VenueReport;

/** What one question about an instruction in doubt amounts to. */
sealed interface Verdict {
  /** The venue has it: book the report. */
  record Known(VenueReport report) implements Verdict {}

  /**
   * It is not there and never will be: end it as refused.
   *
   * @param proven by the venue's promise or our own records, not by the venue's memory alone: only
   *     then may the order of a saga go out anew
   */
  record Absent(String why, boolean proven) implements Verdict {}

  /** It did not happen, and the order it was about goes on: end it as refused. */
  record Void(String code, String why) implements Verdict {}

  /** It did not happen, and happening twice would do no harm: send it again under its own id. */
  record Again(String why) implements Verdict {}

  /** There will be no evidence: leave it to a person, with everything reserved. */
  record Person(String why) implements Verdict {}

  /** No evidence yet: ask again after the pause, with these counts. */
  record Later(String why, long pauseMs, int notFound, int unanswered) implements Verdict {}
}
