package io.eafix.signal.market;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.CachedIndicator;
import org.ta4j.core.indicators.MMAIndicator;
import org.ta4j.core.indicators.helpers.GainIndicator;
import org.ta4j.core.indicators.helpers.LossIndicator;
import org.ta4j.core.num.Num;

/**
 * Relative strength index after J. Welles Wilder, New Concepts in Technical Trading Systems (1978).
 *
 * <p>A market that never moved has an index of 50. ta4j's own class gives 0 for it, by which a
 * market that stands still would count as oversold.
 */
final class WilderRsi extends CachedIndicator<Num> {

  private final Indicator<Num> averageGain;
  private final Indicator<Num> averageLoss;
  private final int bars;

  WilderRsi(Indicator<Num> prices, int bars) {
    super(prices);
    this.averageGain = new MMAIndicator(new GainIndicator(prices), bars);
    this.averageLoss = new MMAIndicator(new LossIndicator(prices), bars);
    this.bars = bars;
  }

  @Override
  protected Num calculate(int index) {
    Num gain = averageGain.getValue(index);
    Num loss = averageLoss.getValue(index);
    Num moves = gain.plus(loss);
    return moves.isZero() ? numOf(50) : hundred().multipliedBy(gain).dividedBy(moves);
  }

  @Override
  public int getUnstableBars() {
    return bars;
  }
}
