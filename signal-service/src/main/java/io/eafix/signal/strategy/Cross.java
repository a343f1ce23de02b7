package io.eafix.signal.strategy;

import static io.eafix.signal.strategy.Readings.last;
import static io.eafix.signal.strategy.Readings.lastSide;

import io.eafix.signal.market.Frame;
import io.eafix.signal.market.Window;
import io.eafix.signal.signals.Action;
import java.util.function.Function;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/**
 * Whether one line crossed another on the newest bar.
 *
 * <p>What the lines said one bar ago is computed from the window as it was one bar ago. So the side
 * before, seen now, is the very side that was seen then, and no cross is reported twice or missed
 * between two bars. If the lines were equal, the last bar on which they differed counts: touching
 * is not crossing.
 *
 * @param action BUY if the first line rose above the second, SELL if it fell below, else HOLD
 * @param side 1 if the first line is above, -1 if below; if they are equal, what it was before
 * @param move how much their distance changed on the newest bar
 */
record Cross(Action action, int side, double move) {

  static Cross of(
      Window window,
      Function<Frame, Indicator<Num>> first,
      Function<Frame, Indicator<Num>> second) {
    Indicator<Num> a = first.apply(window.current());
    Indicator<Num> b = second.apply(window.current());
    Indicator<Num> aBefore = first.apply(window.previous());
    Indicator<Num> bBefore = second.apply(window.previous());
    int now = Readings.side(last(a), last(b));
    int before = lastSide(aBefore, bBefore);
    double move = (last(a) - last(b)) - (last(aBefore) - last(bBefore));
    if (now == 0 || before == 0 || now == before) {
      return new Cross(Action.HOLD, now == 0 ? before : now, move);
    }
    return new Cross(now > 0 ? Action.BUY : Action.SELL, now, move);
  }
}
