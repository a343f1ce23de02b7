package io.eafix.signal.strategy;

import io.eafix.signal.market.Window;

/**
 * A rule that turns closed bars into a verdict.
 *
 * <p>A pure function: the same window gives the same verdict, on any replica, at any time. It
 * trades on an event (a cross, an edge), never on a level that lasts.
 */
public interface Strategy {

  /**
   * @param window full, see {@link Window#isFull()}
   */
  Verdict judge(Window window);
}
