package io.eafix.saga.definition;

import java.util.Locale;

/** What may happen to a step after it took effect. */
public enum StepKind {
  /** Can be undone; stands before the pivot. */
  COMPENSATABLE,
  /**
   * The point of no return: once it has succeeded, the saga only goes forward. Its compensation, if
   * it has one, is called only when it stayed unknown whether it took effect.
   */
  PIVOT,
  /** Stands after the pivot, is never undone and is retried until it succeeds. */
  RETRIABLE;

  /** The form in a definition. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
