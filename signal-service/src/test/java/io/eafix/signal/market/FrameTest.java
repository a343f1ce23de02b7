package io.eafix.signal.market;

import static io.eafix.signal.strategy.Readings.last;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each indicator against its recurrence, written out by hand. */
class FrameTest {

  private static final int SIZE = 250;
  private static final double EXACT = 1e-9;
  private static final Instant START = Instant.parse("2020-01-06T00:00:00Z");

  private final List<MidBar> bars = walk();
  private final Frame frame = Window.of(SIZE, bars).current();

  /** What the frame reads: the newest bars, without the one before them. */
  private final List<MidBar> read = bars.subList(1, bars.size());

  @Test
  void exponentialAverages() {
    assertEquals(ema(closes(), 20), last(frame.ema(20)), EXACT);
    assertEquals(ema(closes(), 50), last(frame.ema(50)), EXACT);
  }

  @Test
  void movingAverageConvergenceDivergence() {
    List<Double> macd = new ArrayList<>();
    double fast = closes().get(0);
    double slow = fast;
    for (double close : closes()) {
      fast += (close - fast) * 2 / 13;
      slow += (close - slow) * 2 / 27;
      macd.add(fast - slow);
    }
    assertEquals(macd.get(SIZE - 1), last(frame.macd(12, 26)), EXACT);
    assertEquals(ema(macd, 9), last(frame.macdSignal(12, 26, 9)), EXACT);
  }

  @Test
  void bollingerBandsAreOfTheWholePopulation() {
    List<Double> newest = closes().subList(SIZE - 20, SIZE);
    double mean = newest.stream().mapToDouble(c -> c).average().orElseThrow();
    double variance =
        newest.stream().mapToDouble(c -> (c - mean) * (c - mean)).average().orElseThrow();
    assertEquals(mean, last(frame.sma(20)), EXACT);
    assertEquals(Math.sqrt(variance), last(frame.deviation(20)), EXACT);
  }

  @Test
  void averageTrueRangeIsWilders() {
    double average = 0;
    for (int i = 0; i < SIZE; i++) {
      MidBar bar = read.get(i);
      double range = bar.high() - bar.low();
      if (i > 0) {
        double before = read.get(i - 1).close();
        range =
            Math.max(range, Math.max(Math.abs(bar.high() - before), Math.abs(bar.low() - before)));
      }
      average = i == 0 ? range : (average * 13 + range) / 14;
    }
    assertEquals(average, last(frame.atr(14)), EXACT);
  }

  private List<Double> closes() {
    return read.stream().map(MidBar::close).toList();
  }

  private static double ema(List<Double> values, int bars) {
    double average = values.get(0);
    for (double value : values) {
      average += (value - average) * 2 / (bars + 1);
    }
    return average;
  }

  private static List<MidBar> walk() {
    Random random = new Random(3);
    List<MidBar> bars = new ArrayList<>();
    double close = 1.1;
    for (int i = 0; i <= SIZE; i++) {
      double open = close + (random.nextInt(5) - 2) * 0.0001;
      close = open + (random.nextInt(21) - 10) * 0.0001;
      double high = Math.max(open, close) + random.nextInt(9) * 0.0001;
      double low = Math.min(open, close) - random.nextInt(9) * 0.0001;
      Instant end = START.plus(Duration.ofMinutes(i));
      bars.add(new MidBar(Duration.ofMinutes(1), end, open, high, low, close));
    }
    return bars;
  }
}
