package io.eafix.signal.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/** Reading indicators: where floating point turns into decimals. */
public final class Readings {

  /** Decimals of a recorded indicator value: finer than any price's, coarser than the noise. */
  private static final int SCALE = 10;

  private static final int CONFIDENCE_SCALE = 4;

  /** Differences below this part of the compared values are rounding noise, not a side. */
  private static final double NOISE = 1e-12;

  private Readings() {}

  /** The value at the newest bar. */
  public static double last(Indicator<Num> indicator) {
    return indicator.getValue(indicator.getBarSeries().getEndIndex()).doubleValue();
  }

  /** The value as it is recorded. */
  public static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  /** -1, 0 or 1: on which side of b the value a is, noise being neither. */
  static int side(double a, double b) {
    double difference = a - b;
    if (Math.abs(difference) <= NOISE * Math.max(Math.abs(a), Math.abs(b))) {
      return 0;
    }
    return difference > 0 ? 1 : -1;
  }

  /** The side at the end, or if both are equal there, the last one they had before; 0 if none. */
  static int lastSide(Indicator<Num> a, Indicator<Num> b) {
    for (int i = a.getBarSeries().getEndIndex(); i >= 0; i--) {
      int side = side(a.getValue(i).doubleValue(), b.getValue(i).doubleValue());
      if (side != 0) {
        return side;
      }
    }
    return 0;
  }

  /** How large a move is beside what is usual, cut to 0..1. */
  static BigDecimal confidence(double move, double usual) {
    double ratio = usual > 0 ? Math.min(1, Math.abs(move) / usual) : 0;
    return BigDecimal.valueOf(ratio).setScale(CONFIDENCE_SCALE, RoundingMode.HALF_EVEN);
  }
}
