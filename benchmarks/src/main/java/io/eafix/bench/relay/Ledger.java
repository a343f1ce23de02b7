package io.eafix.bench.relay;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which rows have arrived, how often, in which order, and when. Not thread-safe: it belongs to the
 * thread that reads the topic.
 */
final class Ledger {

  private final BitSet seen = new BitSet();
  private final int[] newest = new int[Rows.AGGREGATES];
  private final long[] arrivedNanos;
  private final int stampedFrom;
  private long twice;
  private long disordered;

  /**
   * For rows of which the last ones are stamped with the time of their arrival.
   *
   * @param rows in all
   * @param stampedFrom number of the first that is stamped
   */
  Ledger(int rows, int stampedFrom) {
    this.stampedFrom = stampedFrom;
    this.arrivedNanos = new long[rows - stampedFrom];
    Arrays.fill(newest, -1);
  }

  void arrived(int number, long nanos) {
    if (seen.get(number)) {
      twice++;
      return;
    }
    seen.set(number);
    if (number >= stampedFrom) {
      arrivedNanos[number - stampedFrom] = nanos;
    }
    int aggregate = Rows.aggregate(number);
    if (newest[aggregate] > number) {
      disordered++;
    }
    newest[aggregate] = Math.max(newest[aggregate], number);
  }

  /** How many different rows have arrived. */
  int count() {
    return seen.cardinality();
  }

  boolean has(int number) {
    return seen.get(number);
  }

  /** When a stamped row that is here arrived first. */
  long nanos(int number) {
    return arrivedNanos[number - stampedFrom];
  }

  /** Arrivals of rows that were here already. */
  long twice() {
    return twice;
  }

  /** Rows that arrived after a later one of their aggregate. */
  long disordered() {
    return disordered;
  }
}
