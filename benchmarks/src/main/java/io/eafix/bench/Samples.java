package io.eafix.bench;

import java.util.Arrays;
import java.util.List;

/** Order statistics of measurements. */
public final class Samples {

  private Samples() {}

  /** Middle of the values; of an even number, the lower of the two in the middle. */
  public static double median(List<Double> values) {
    return percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }

  /**
   * The smallest value that at least this share of the values does not exceed (nearest rank).
   *
   * @param percent above 0, at most 100
   * @throws IllegalArgumentException if there is no value
   */
  public static double percentile(double[] values, double percent) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
