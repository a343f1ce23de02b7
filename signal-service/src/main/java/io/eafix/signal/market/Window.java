package io.eafix.signal.market;

import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.Bar;

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
  private final List<Bar> bars;
  private final Frame previous;
  private final Frame current;

  private Window(int size, List<Bar> bars, Frame previous) {
    this.size = size;
    this.bars = bars;
    boolean full = bars.size() == size + 1;
    this.previous = full && previous == null ? new Frame(bars.subList(0, size)) : previous;
    this.current = full ? new Frame(bars.subList(1, size + 1)) : null;
  }

  /**
   * @param size how many bars the indicators read
   * @param bars oldest first; only the newest {@code size + 1} are kept
   */
  public static Window of(int size, List<MidBar> bars) {
    List<Bar> newest =
        bars.stream()
            .skip(Math.max(0, bars.size() - (size + 1)))
            .map(MidBar::indicatorBar)
            .toList();
    return new Window(size, newest, null);
  }

  /** This window moved on by one bar, which must be later than all it holds. */
  public Window append(MidBar bar) {
    Bar next = bar.indicatorBar();
    if (!bars.isEmpty() && !bars.get(bars.size() - 1).getEndTime().isBefore(next.getEndTime())) {
      throw new IllegalArgumentException("a window only moves forward: " + bar);
    }
    List<Bar> moved = new ArrayList<>(size + 1);
    moved.addAll(isFull() ? bars.subList(1, size + 1) : bars);
    moved.add(next);
    return new Window(size, moved, current);
  }

  /** Whether indicators may be read; before that every strategy is in warm-up and silent. */
  public boolean isFull() {
    return current != null;
  }

  /** The bars up to and including the newest. */
  public Frame current() {
    return full(current);
  }

  /** The bars as they were one bar ago. */
  public Frame previous() {
    return full(previous);
  }

  private static Frame full(Frame frame) {
    if (frame == null) {
      throw new IllegalStateException("the window is not full");
    }
    return frame;
  }

  @Override
  public String toString() {
    return bars.size() + " bars of " + (size + 1);
  }
}
