package io.eafix.execution.venue;

import java.util.Arrays;
import java.util.Optional;

/** Why a venue is asked about a message that it had answered. */
public enum Doubt {
  /** Its end counts more filled than the venue has reported. */
  FILLS_MISSING("fills-missing", "The venue has filled more than it has reported", true),
  /** What the venue reported of it could not be read, and may have been a trade. */
  REPORT_UNREADABLE("report-unreadable", "A report of the venue could not be read", true),
  /**
   * The venue refused the order, or a question about it, and did not say which. It says nothing of
   * an order that has ended.
   */
  PERHAPS_REFUSED("perhaps-refused", "Refused, or a question about it: it does not say", false);

  private final String code;
  private final String text;
  private final boolean outlivesWork;

  Doubt(String code, String text, boolean outlivesWork) {
    this.code = code;
    this.text = text;
    this.outlivesWork = outlivesWork;
  }

  /** Short and stable, for programs. */
  public String code() {
    return code;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** True if it goes on although the venue reports by itself that it works on the order. */
  public boolean outlivesWork() {
    return outlivesWork;
  }

  /** The doubt of this code; empty if it is the code of something else, or null. */
  public static Optional<Doubt> of(String code) {
    return Arrays.stream(values()).filter(doubt -> doubt.code.equals(code)).findFirst();
  }
}
