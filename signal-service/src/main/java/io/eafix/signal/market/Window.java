package io.eafix.signal.market;

import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeries;

/**
 * The newest closed bars of a series at mid prices, oldest first, at most a fixed number of them.
 *
 * <p>Indicators are always computed from scratch over such a window. So they depend on the stored
 * bars alone, not on when the process started or which replica computes: every one of them sees the
 * same numbers. A window holds one bar more than the indicators read, so that what they said one
 * bar ago can be computed from exactly the bars they had then.
 *
 * <p>Immutable.
 */
public final class Window {

  private final int size;
  private final List<MidBar> bars;

  private Window(int size, List<MidBar> bars) {
    this.size = size;
    this.bars = bars;
  }

  /**
   * @param size how many bars the indicators read
   * @param bars oldest first; only the newest {@code size + 1} are kept
   */
  public static Window of(int size, List<MidBar> bars) {
    int from = Math.max(0, bars.size() - (size + 1));
    return new Window(size, List.copyOf(bars.subList(from, bars.size())));
  }

  /** This window moved on by one bar, which must be later than all it holds. */
  public Window append(MidBar bar) {
    if (!bars.isEmpty() && !bars.get(bars.size() - 1).closeTime().isBefore(bar.closeTime())) {
      throw new IllegalArgumentException("a window only moves forward: " + bar);
    }
    List<MidBar> moved = new ArrayList<>(bars);
    moved.add(bar);
    return of(size, moved);
  }

  /** Whether indicators may be read; before that every strategy is in warm-up and silent. */
  public boolean isFull() {
    return bars.size() == size + 1;
  }

  /** The bars up to and including the newest. */
  public BarSeries current() {
    return series(1, size + 1);
  }

  /** The bars as they were one bar ago. */
  public BarSeries previous() {
    return series(0, size);
  }

  private BarSeries series(int from, int to) {
    if (!isFull()) {
      throw new IllegalStateException("the window is not full");
    }
    List<org.ta4j.core.Bar> list = new ArrayList<>(size);
    for (MidBar bar : bars.subList(from, to)) {
      list.add(bar.indicatorBar());
    }
    return new BaseBarSeries(list);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Window w && size == w.size && bars.equals(w.bars);
  }

  @Override
  public int hashCode() {
    return bars.hashCode();
  }

  @Override
  public String toString() {
    return bars.size() + " bars of " + (size + 1);
  }
}
