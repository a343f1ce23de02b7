package io.eafix.signal.strategy;

import static io.eafix.signal.support.Closes.bars;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.market.MidBar;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EmaCrossTest {

  private static final int SIZE = 50;

  private final EmaCross cross = new EmaCross(4, 10);

  @Property(tries = 60)
  void edgesAlternateWhateverTheMarketDoes(@ForAll("walks") List<Double> closes) {
    Action last = null;
    for (Action action : actions(closes)) {
      if (action.trades()) {
        assertNotEquals(last, action, "the same edge twice");
        last = action;
      }
    }
  }

  @Property(tries = 30)
  void movingAWindowGivesWhatReadingItAgainGives(@ForAll("walks") List<Double> closes) {
    List<MidBar> bars = bars(closes);
    Window moved = Window.of(SIZE, List.of());
    for (int i = 0; i < bars.size(); i++) {
      moved = moved.append(bars.get(i));
      Window read = Window.of(SIZE, bars.subList(Math.max(0, i - SIZE), i + 1));
      assertEquals(read.isFull(), moved.isFull());
      if (read.isFull()) {
        assertEquals(cross.judge(read), cross.judge(moved), "bar " + i);
      }
    }
  }

  @Example
  void nothingIsReadInWarmUp() {
    List<MidBar> bars = bars(ramp(SIZE + 1));
    assertFalse(Window.of(SIZE, bars.subList(0, SIZE)).isFull());
    assertTrue(Window.of(SIZE, bars).isFull());
  }

  @Example
  void aLevelThatLastsIsNoEdge() {
    List<Double> closes = new ArrayList<>(ramp(2 * SIZE));
    assertTrue(actions(closes).stream().noneMatch(Action::trades), "always above, never crossing");
  }

  @Example
  void touchingIsNotCrossing() {
    List<Double> closes = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      closes.add(1.1 + i * 0.0001);
    }
    for (int i = 0; i < 6 * SIZE; i++) {
      closes.add(1.2);
    }
    for (int i = 0; i < SIZE; i++) {
      closes.add(1.2 + i * 0.0001);
    }
    assertTrue(
        actions(closes).stream().noneMatch(Action::trades), "above, equal, above again: no cross");
  }

  @Example
  void aFallAfterARiseSells() {
    List<Double> closes = new ArrayList<>(ramp(2 * SIZE));
    double top = closes.get(closes.size() - 1);
    for (int i = 1; i < SIZE; i++) {
      closes.add(top - i * 0.0002);
    }
    assertEquals(List.of(Action.SELL), actions(closes).stream().filter(Action::trades).toList());
  }

  private List<Action> actions(List<Double> closes) {
    List<Action> actions = new ArrayList<>();
    Window window = Window.of(SIZE, List.of());
    for (MidBar bar : bars(closes)) {
      window = window.append(bar);
      if (window.isFull()) {
        actions.add(cross.judge(window).action());
      }
    }
    return actions;
  }

  private static List<Double> ramp(int length) {
    List<Double> closes = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      closes.add(1.1 + i * 0.0001);
    }
    return closes;
  }

  /** Walks on a coarse grid, so that equal averages and flat stretches happen. */
  @Provide
  Arbitrary<List<Double>> walks() {
    return Arbitraries.integers()
        .between(-2, 2)
        .list()
        .ofMinSize(SIZE + 1)
        .ofMaxSize(4 * SIZE)
        .map(
            steps -> {
              List<Double> closes = new ArrayList<>();
              int level = 11000;
              for (int step : steps) {
                level += step;
                closes.add(level / 10000.0);
              }
              return closes;
            });
  }
}
