package io.eafix.signal.strategy;

import static io.eafix.signal.support.Closes.START;
import static io.eafix.signal.support.Closes.bars;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.market.MidBar;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrategyTest {

  private static final int SIZE = 250;

  @Test
  void meanReversionBuysTheFirstStretchedBarOnly() {
    List<Double> closes = quiet(SIZE + 20);
    double level = closes.get(closes.size() - 1);
    for (int i = 1; i <= 4; i++) {
      closes.add(level - 0.002 * i);
    }
    List<Verdict> verdicts = judge(new MeanReversion(14, 30, 20, 2), closes);
    List<Verdict> fall = verdicts.subList(verdicts.size() - 4, verdicts.size());
    assertEquals(Action.BUY, fall.get(0).action());
    assertEquals("still stretched", fall.get(1).reason());
    assertEquals(1, fall.stream().filter(v -> v.action().trades()).count());
    assertTrue(fall.get(0).indicators().get("rsi").compareTo(BigDecimal.valueOf(30)) < 0);
  }

  @Test
  void meanReversionSellsTheMirrorImage() {
    List<Double> closes = quiet(SIZE + 20);
    closes.add(closes.get(closes.size() - 1) + 0.002);
    List<Verdict> verdicts = judge(new MeanReversion(14, 30, 20, 2), closes);
    assertEquals(Action.SELL, verdicts.get(verdicts.size() - 1).action());
  }

  @Test
  void aMarketThatStandsStillIsNotOversold() {
    List<Double> closes = new ArrayList<>();
    for (int i = 0; i < SIZE + 10; i++) {
      closes.add(1.1);
    }
    for (Verdict verdict : judge(new MeanReversion(14, 30, 20, 2), closes)) {
      assertEquals(Action.HOLD, verdict.action());
      assertEquals(0, new BigDecimal("50").compareTo(verdict.indicators().get("rsi")));
    }
  }

  /** Against the recurrence written out by hand, over prices of a real series. */
  @Test
  void relativeStrengthIsWilders() {
    double[] prices = {
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
      45.8931, 46.0328, 45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439
    };
    double gain = 0;
    double loss = 0;
    for (int i = 1; i < prices.length; i++) {
      double change = prices[i] - prices[i - 1];
      gain += (Math.max(change, 0) - gain) / 14;
      loss += (Math.max(-change, 0) - loss) / 14;
    }
    double expected = 100 * gain / (gain + loss);
    List<Double> closes = new ArrayList<>();
    closes.add(prices[0]);
    for (double price : prices) {
      closes.add(price);
    }
    Window window = Window.of(prices.length, bars(closes));
    double actual = window.current().rsi(14).getValue(prices.length - 1).doubleValue();
    assertEquals(expected, actual, 1e-9);
  }

  @Test
  void macdAlternates() {
    Random random = new Random(7);
    List<Double> closes = new ArrayList<>();
    double level = 1.1;
    for (int i = 0; i < 4 * SIZE; i++) {
      level += (random.nextInt(5) - 2) * 0.0001;
      closes.add(level);
    }
    Action last = null;
    int edges = 0;
    for (Verdict verdict : judge(new MacdCross(12, 26, 9), closes)) {
      if (verdict.action().trades()) {
        assertTrue(verdict.action() != last, "the same edge twice");
        assertTrue(verdict.confidence().signum() >= 0);
        last = verdict.action();
        edges++;
      }
    }
    assertTrue(edges > 10, edges + " edges");
  }

  @Test
  void wrongConfigurationIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> StrategyKind.EMA_CROSS.create(Map.of("fast", 50, "slow", 20), SIZE));
    assertThrows(
        IllegalArgumentException.class,
        () -> StrategyKind.EMA_CROSS.create(Map.of("quick", 5), SIZE));
    assertThrows(
        IllegalArgumentException.class,
        () -> StrategyKind.EMA_CROSS.create(Map.of("slow", 51), SIZE));
    assertThrows(
        IllegalArgumentException.class,
        () -> StrategyKind.MEAN_REVERSION.create(Map.of("oversold", 50), SIZE));
  }

  @Test
  void windowsOnlyMoveForward() {
    Window window = Window.of(SIZE, bars(quiet(3)));
    MidBar same = new MidBar(Duration.ofMinutes(1), START, 1, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> window.append(same));
  }

  private static List<Verdict> judge(Strategy strategy, List<Double> closes) {
    List<Verdict> verdicts = new ArrayList<>();
    Window window = Window.of(SIZE, List.of());
    for (MidBar bar : bars(closes)) {
      window = window.append(bar);
      if (window.isFull()) {
        verdicts.add(strategy.judge(window));
      }
    }
    return verdicts;
  }

  /** Up and down by the same little step. */
  private static List<Double> quiet(int length) {
    List<Double> closes = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      closes.add(1.1 + (i % 2) * 0.0001);
    }
    return closes;
  }
}
