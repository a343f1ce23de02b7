package io.eafix.relay.batch;

/** Another relay took the lane, or an operator halted it: stop at once, change nothing. */
public final class LostLaneException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With what was found. */
  public LostLaneException(String message) {
    super(message);
  }

  /** With what was found and its cause. */
  public LostLaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
