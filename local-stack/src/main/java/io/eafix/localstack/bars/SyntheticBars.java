package io.eafix.localstack.bars;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invents EUR/USD minute bars: swings up and down, long enough for moving averages to cross, with
 * noise on top and now and then a spread as wide as around news. The same seed gives the same bars
 * on every machine: all arithmetic is on whole points of 0.00001.
 */
public final class SyntheticBars {
  /** Seed and size of the bundled file. */
  public static final long BUNDLED_SEED = 20240102L;

  public static final int BUNDLED_BARS = 1_500;

  private static final Instant FIRST = Instant.parse("2024-01-02T00:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final int POINT_SCALE = 5;
  private static final int START_POINTS = 110_000;
  private static final int SWING_BARS_MIN = 60;
  private static final int SWING_BARS_SPREAD = 40;
  private static final int DRIFT_POINTS_MIN = 4;
  private static final int DRIFT_POINTS_SPREAD = 5;
  private static final int NOISE_POINTS = 6;
  private static final int SPREAD_POINTS = 8;
  private static final int NEWS_SPREAD_POINTS = 250;
  private static final int NEWS_EVERY_SWINGS = 5;
  private static final int NEWS_BARS = 60;

  private final Random random;
  private final List<Bar> bars = new ArrayList<>();
  private int bid = START_POINTS;

  private SyntheticBars(long seed) {
    this.random = new Random(seed);
  }

  /** The bars of a seed. */
  public static List<Bar> generate(long seed, int count) {
    return new SyntheticBars(seed).generate(count);
  }

  private List<Bar> generate(int count) {
    int direction = 1;
    for (int swing = 1; bars.size() < count; swing++) {
      boolean news = swing % NEWS_EVERY_SWINGS == 0;
      swing(direction, news, count);
      direction = -direction;
    }
    return List.copyOf(bars);
  }

  private void swing(int direction, boolean news, int count) {
    int length = SWING_BARS_MIN + random.nextInt(SWING_BARS_SPREAD);
    int drift = direction * (DRIFT_POINTS_MIN + random.nextInt(DRIFT_POINTS_SPREAD));
    for (int i = 0; i < length && bars.size() < count; i++) {
      // The averages cross some bars after the turn: that is where a wide spread matters.
      int spread = news && i < NEWS_BARS ? NEWS_SPREAD_POINTS : SPREAD_POINTS;
      add(drift, spread + random.nextInt(SPREAD_POINTS));
    }
  }

  private void add(int drift, int spread) {
    int open = bid;
    int close = open + drift + noise();
    int high = Math.max(open, close) + random.nextInt(NOISE_POINTS);
    int low = Math.min(open, close) - random.nextInt(NOISE_POINTS);
    bid = close;
    Instant time = FIRST.plus(LENGTH.multipliedBy(bars.size()));
    bars.add(
        new Bar(time, candle(open, high, low, close, 0), candle(open, high, low, close, spread)));
  }

  private int noise() {
    return random.nextInt(2 * NOISE_POINTS + 1) - NOISE_POINTS;
  }

  private static Candle candle(int open, int high, int low, int close, int spread) {
    return new Candle(
        price(open + spread), price(high + spread), price(low + spread), price(close + spread));
  }

  private static BigDecimal price(int points) {
    return BigDecimal.valueOf(points, POINT_SCALE);
  }
}
