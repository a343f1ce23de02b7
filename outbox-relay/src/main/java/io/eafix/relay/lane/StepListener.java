package io.eafix.relay.lane;

/** Is told of every step of a lane, on the lane's thread; tests stop a process there. */
@FunctionalInterface
public interface StepListener {

  /** A listener that does nothing. */
  StepListener NONE = (lane, step) -> {};

  /** The lane has done this step. */
  void reached(int lane, Step step);
}
