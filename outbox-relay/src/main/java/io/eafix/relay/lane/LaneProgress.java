package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchReader;
import io.eafix.relay.batch.BatchState;
import io.eafix.relay.batch.BatchStore;
import io.eafix.relay.batch.BatchStore.Settled;
import io.eafix.relay.batch.Plan;
import io.eafix.relay.batch.Position;
import io.eafix.relay.batch.StoredBatch;
import io.eafix.relay.db.PgSession;
import java.util.Arrays;

/**
 * How far a lane is: what it has published, and what of that Postgres is still to be told. Lives in
 * memory only; after a crash Postgres and the positions topic tell it again. Not thread-safe.
 */
final class LaneProgress {

  private static final Long[] NONE = {};

  private final LaneSetup setup;
  private final BatchStore store;
  private final BatchReader batches;

  private Position position;
  private Settled unsettled;
  private Batch lastPublished;

  /** Id sequence as of the newest reading: a floor for snapshots taken after it. */
  private long lastReadId;

  /** Id sequence before the snapshot of the current goal was taken: the goal's floor. */
  private long goalFloor;

  LaneProgress(LaneSetup setup, BatchStore store, BatchReader batches) {
    this.setup = setup;
    this.store = store;
    this.batches = batches;
  }

  /** What is published. */
  Position position() {
    return position;
  }

  /** Outcome of the newest batch that the next claim is to write; {@code null} if it is written. */
  Settled unsettled() {
    return unsettled;
  }

  /** A valid floor for the goal that is being worked towards. */
  long goalFloor() {
    return goalFloor;
  }

  /** Held events that are published and, Postgres not being told yet, not removed. */
  Long[] justReleased() {
    return unsettled != null && lastPublished != null ? lastPublished.released() : NONE;
  }

  /** Nothing is known any more. */
  void forget() {
    position = null;
    unsettled = null;
    lastPublished = null;
  }

  /** The lane never claimed a batch. */
  void begin() {
    position = Position.start();
  }

  /** The newest batch has an outcome, which is written. */
  void resume(PgSession session, StoredBatch latest, long markerOffset) {
    Batch batch = latest.batch();
    position =
        latest.state() == BatchState.PUBLISHED
            ? after(session, batch, markerOffset, batch.floorId())
            : Position.before(batch);
    if (batch.generation() < setup.lane().generation() && markerOffset < 0) {
      position = position.withoutMarker();
    }
  }

  /** The newest batch will never be published: writes that. */
  void aborted(PgSession session, Batch batch) {
    store.settle(session, new Settled(batch.batchNo(), BatchState.ABORTED, -1));
    position = Position.before(batch);
    if (batch.generation() < setup.lane().generation()) {
      // What was published before it has its marker in the former generation.
      position = position.withoutMarker();
    }
  }

  /** What follows was not read yet: the floor is that of the position. */
  void recovered() {
    lastReadId = position.floorId();
    goalFloor = position.floorId();
  }

  /** A batch is claimed, and the one before settled with it. */
  void claimed(Plan plan) {
    if (unsettled != null) {
      unsettled = null;
      reached(Step.SETTLED);
    }
    reached(Step.CLAIMED);
    if (position.goal() == null) {
      goalFloor = plan.floorOfGoal(lastReadId);
    }
  }

  /**
   * A batch is in Kafka.
   *
   * @param floorNext valid floor for the batch's goal
   */
  void published(PgSession session, Batch batch, long markerOffset, long floorNext) {
    // Not before: were the batch aborted, they would be in the way of the next one too. Nor after
    // what can fail: held and still suspected, they would be refused without being tried.
    setup.suspects().setAside(Arrays.asList(batch.setAside()));
    setup.suspects().published();
    position = after(session, batch, markerOffset, floorNext);
    unsettled = new Settled(batch.batchNo(), BatchState.PUBLISHED, markerOffset);
    lastPublished = batch;
  }

  /** The events of a plan are behind the lane. */
  void done(Plan plan) {
    lastReadId = plan.lastId();
  }

  /** Nothing is left of the goal: it becomes the base, which need not be written. */
  void goalReached(PgSession session) {
    position =
        new Position(
            position.goal(),
            null,
            0,
            goalFloor,
            batches.stillAhead(session, position.sentBefore(), position.goal()),
            position.batchNo(),
            position.newest(),
            position.publishedTotal());
  }

  /** Tells Postgres the outcome of the newest batch, if it does not know. */
  void settle(PgSession session) {
    if (unsettled != null) {
      store.settle(session, unsettled);
      unsettled = null;
      reached(Step.SETTLED);
    }
  }

  private Position after(PgSession session, Batch batch, long markerOffset, long floorNext) {
    Long[] ahead = concat(batch.sentBefore(), batch.urgent());
    if (batch.isLast()) {
      ahead = batches.stillAhead(session, ahead, batch.goal());
    }
    return Position.after(batch, markerOffset, ahead, floorNext);
  }

  private static Long[] concat(Long[] a, Long[] b) {
    if (b.length == 0) {
      return a;
    }
    Long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private void reached(Step step) {
    setup.steps().reached(setup.lane().number(), step);
  }
}
