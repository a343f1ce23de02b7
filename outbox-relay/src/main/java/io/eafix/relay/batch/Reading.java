package io.eafix.relay.batch;

import java.util.List;

/**
 * Events beyond a position, in order of id.
 *
 * @param goal snapshot of which they are visible
 * @param lastId of the id sequence when this was read: a floor for snapshots taken later
 * @param complete whether there are no more in {@code goal}
 */
record Reading(List<Candidate> candidates, String goal, long lastId, boolean complete) {

  /** Nothing was looked for: the position stays where it is. */
  static Reading nothing(Position position) {
    boolean idle = position.goal() == null;
    return new Reading(
        List.of(), idle ? position.base() : position.goal(), position.floorId(), idle);
  }
}
