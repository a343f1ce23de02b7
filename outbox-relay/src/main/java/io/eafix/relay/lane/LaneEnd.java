package io.eafix.relay.lane;

/**
 * How a lane's worker ended.
 *
 * @param halted why it halted, or {@code null} if it did not
 * @param owned whether the lane is still this relay's, so that it should be given back
 */
public record LaneEnd(String halted, boolean owned) {

  /** It was told to stop. */
  public static final LaneEnd STOPPED = new LaneEnd(null, true);

  /** Another owner took the lane. */
  public static final LaneEnd LOST = new LaneEnd(null, false);

  /** Postgres and Kafka disagree. */
  public static LaneEnd halted(String reason) {
    return new LaneEnd(reason, true);
  }
}
