package io.eafix.execution.paper;

import io.eafix.execution.matching.Depth;
import io.eafix.execution.venue.Quote;
import java.util.Optional;

/** What the paper venue knows of one symbol. */
record Market(Optional<Quote> quote, Depth depth) {
  static final Market UNKNOWN = new Market(Optional.empty(), Depth.UNLIMITED);

  /** True if {@code other} is later than the last quote, or there was none. */
  boolean olderThan(Quote other) {
    return quote.map(last -> last.time().isBefore(other.time())).orElse(true);
  }
}
