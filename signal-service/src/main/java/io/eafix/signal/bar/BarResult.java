package io.eafix.signal.bar;

/** What a bar turned out to be. */
sealed interface BarResult {

  BarReport report();

  /** It was not there before, in time or late. */
  record Added(BarReport report) implements BarResult {}

  /** It was there with other prices, which are kept beside it; it makes no signals. */
  record Revised(BarReport report) implements BarResult {}

  /** It was there with the same prices; nothing changed. */
  record Unchanged(BarReport report) implements BarResult {}
}
