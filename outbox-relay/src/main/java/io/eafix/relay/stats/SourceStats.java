package io.eafix.relay.stats;

import java.util.List;
import java.util.Map;

/**
 * State of one source.
 *
 * @param pending events written but not published; of a lane with more than 10,000 estimated
 * @param oldestAgeMs age of the oldest of them by the clock of Postgres, or {@code null}
 * @param published events published ever, by any replica
 * @param held events set aside: not due, behind such a one, or to be tried again
 * @param dead events that wait for an operator
 * @param latencyMs age of a batch's oldest event at its commit in Kafka, in this process: p50, p99
 *     and max
 */
public record SourceStats(
    String name,
    String status,
    String detail,
    boolean paused,
    Long pending,
    Long oldestAgeMs,
    Long published,
    Long held,
    Long dead,
    Map<String, Double> latencyMs,
    List<LaneView> lanes) {

  /**
   * State of one lane.
   *
   * @param owner relay process that publishes it, or {@code null}
   * @param own whether that is the process asked
   * @param halted why it waits for an operator, or {@code null}
   * @param trouble its newest trouble in this process, or {@code null}
   * @param batches counters of this process since its start, like those that follow
   */
  public record LaneView(
      int lane,
      String owner,
      boolean own,
      long epoch,
      String halted,
      String trouble,
      long batches,
      long published,
      long retries,
      long takeovers,
      long reconciled,
      long lastBatchEvents) {}
}
