package io.eafix.relay.batch;

import io.eafix.relay.event.OutboxRow;
import java.util.List;

/**
 * A batch that can be claimed.
 *
 * @param events what it publishes, in order
 * @param aside what it passes over
 * @param lastId of the id sequence before the batch's goal was left behind: floor of the next goal
 */
public record Plan(Batch batch, List<OutboxRow> events, List<Aside> aside, long lastId) {

  /**
   * The floor for the goal, if the batch is its first. A batch that read nothing has no goal of its
   * own: the newest reading took that snapshot, so ids up to it may have been given out later.
   *
   * @param newestReadId {@code lastId} of the newest reading before this one
   */
  public long floorOfGoal(long newestReadId) {
    return batch.goal().equals(batch.base()) ? batch.floorId() : newestReadId;
  }
}
