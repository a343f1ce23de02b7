package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchHash;
import io.eafix.relay.batch.BatchReader;
import io.eafix.relay.batch.BatchState;
import io.eafix.relay.batch.BatchStore;
import io.eafix.relay.batch.BatchStore.Settled;
import io.eafix.relay.batch.LostLaneException;
import io.eafix.relay.batch.Next;
import io.eafix.relay.batch.Plan;
import io.eafix.relay.batch.Planner;
import io.eafix.relay.batch.Position;
import io.eafix.relay.batch.StoredBatch;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.kafka.LaneProducer;
import io.eafix.relay.kafka.MarkerReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The protocol of one lane: one batch is in flight at a time, claimed in Postgres, sent with its
 * marker as one Kafka transaction, settled in Postgres. After any exception but a final one, {@link
 * #recover()} comes first: the producer is fenced anew and the positions topic is asked.
 *
 * <p>Not thread-safe: it belongs to the lane's thread.
 */
final class LanePublisher implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LanePublisher.class);

  private final LaneSetup setup;
  private final BooleanSupplier stopping;
  private final Idle idle;
  private final BatchStore store;
  private final BatchReader batches;
  private final Planner planner;
  private final Failures failures;
  private final TopicGuard topics;

  private PgSession session;
  private LaneProducer producer;
  private Position position;
  private Settled unsettled;
  private Batch lastPublished;

  /** Id sequence as of the newest reading: a floor for snapshots taken after it. */
  private long lastReadId;

  /** Id sequence before the snapshot of the current goal was taken: the goal's floor. */
  private long goalFloor;

  LanePublisher(LaneSetup setup, Idle idle, BooleanSupplier stopping) {
    this.setup = setup;
    this.stopping = stopping;
    this.idle = idle;
    this.store = new BatchStore(setup.lane());
    this.batches = new BatchReader(setup.lane());
    this.planner =
        new Planner(setup.lane(), setup.config().batches(), setup.claimIds(), setup.suspects());
    this.failures = new Failures(setup, store, batches);
    this.topics = new TopicGuard(setup.topics());
  }

  /** Remembers why the batch in flight failed, if that lies in its events. */
  void noteIfPoison(RuntimeException failure) {
    failures.noteIfPoison(failure);
  }

  /**
   * Fences, asks the log, and brings the outstanding batch to its end.
   *
   * @throws LostLaneException if another owner has the lane
   * @throws HaltException if Postgres and Kafka contradict each other
   */
  void recover() {
    close();
    session = setup.databases().open();
    store.requireOwned(session);
    producer = LaneProducer.open(setup.kafka(), setup.key(), setup.positionsPartitions());
    reached(Step.FENCED);
    Optional<StoredBatch> latest = batches.latest(session);
    Optional<MarkerReader.Found> marker =
        new MarkerReader(setup.kafka(), setup.topics(), setup.positionsPartitions())
            .newest(setup.key(), latest.map(StoredBatch::markerOffset).orElse(-1L));
    reached(Step.MARKER_READ);
    // Written while the lane was another's, the batch may be newer than what was read: not so after
    // this check, since no former owner can write any more.
    store.requireOwned(session);
    unsettled = null;
    lastPublished = null;
    Reconciliation.Verdict verdict =
        Reconciliation.judge(setup.lane().generation(), latest, marker);
    switch (verdict.outcome()) {
      case NOTHING_OUTSTANDING -> resume(latest, verdict.markerOffset());
      case WAS_PUBLISHED -> {
        setup.stats().reconciled.increment();
        Batch batch = latest.orElseThrow().batch();
        published(batch, verdict.markerOffset(), batch.floorId());
        settle();
      }
      case WAS_NOT_PUBLISHED -> {
        setup.stats().reconciled.increment();
        Batch batch = latest.orElseThrow().batch();
        if (failures.isPoisoned(batch)) {
          abort(batch);
        } else {
          sendAgain(batch);
        }
      }
      default -> throw new IllegalStateException("unknown verdict " + verdict);
    }
    lastReadId = position.floorId();
    goalFloor = position.floorId();
    setup.observer().trouble(setup.lane().number(), null);
    reached(Step.RECONCILED);
  }

  private void resume(Optional<StoredBatch> latest, long markerOffset) {
    if (latest.isEmpty()) {
      position = Position.start();
      return;
    }
    Batch batch = latest.get().batch();
    position =
        latest.get().state() == BatchState.PUBLISHED
            ? after(batch, markerOffset, batch.floorId())
            : Position.before(batch);
    if (batch.generation() < setup.lane().generation() && markerOffset < 0) {
      position = position.withoutMarker();
    }
  }

  /** The batch is not in Kafka because Kafka refuses it: its events go into later batches. */
  private void abort(Batch batch) {
    store.settle(session, new Settled(batch.batchNo(), BatchState.ABORTED, -1));
    position = Position.before(batch);
    failures.blame(session, batch);
  }

  private void sendAgain(Batch batch) {
    List<OutboxRow> events = batches.events(session, batch);
    if (!Arrays.equals(BatchHash.of(events), batch.hash())) {
      throw new HaltException(
          "the events of outstanding batch %d are not what they were when it was claimed"
              .formatted(batch.batchNo()));
    }
    LOG.infof(
        "%s: batch %d of %d events is not in Kafka and is sent again",
        setup.name(), batch.batchNo(), batch.eventCount());
    // The last look at the epoch before sending; a later owner fences this producer.
    store.requireOwned(session);
    topics.verify(session, events);
    send(batch, events, batch.floorId());
    settle();
  }

  /**
   * Publishes until it is told to stop.
   *
   * @throws LostLaneException if another owner has the lane
   * @throws HaltException if a destination is not what it was
   */
  void publish() {
    while (!stopping.getAsBoolean()) {
      Next next = planner.next(session, position, justReleased());
      if (!next.refused().isEmpty()) {
        settle();
        next.refused().forEach(refused -> failures.failed(session, refused));
        continue;
      }
      Optional<Plan> plan = next.plan();
      if (plan.isEmpty() && position.goal() != null) {
        goalReached();
        continue;
      }
      if (plan.isEmpty()) {
        settle();
        idle.await();
        continue;
      }
      topics.verify(session, plan.get().events());
      reached(Step.READ);
      if (!store.claim(session, plan.get(), unsettled)) {
        settle();
        idle.await();
        continue;
      }
      if (unsettled != null) {
        unsettled = null;
        reached(Step.SETTLED);
      }
      reached(Step.CLAIMED);
      setup.stats().setAside.add(plan.get().aside().size());
      if (position.goal() == null) {
        goalFloor = plan.get().floorOfGoal(lastReadId);
      }
      send(plan.get().batch(), plan.get().events(), goalFloor);
      lastReadId = plan.get().lastId();
      idle.found();
      forget();
    }
    settle();
  }

  /** Nothing is left of the goal: it becomes the base, which need not be written. */
  private void goalReached() {
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

  private void send(Batch batch, List<OutboxRow> events, long floorNext) {
    long started = System.nanoTime();
    failures.sending(batch);
    long markerOffset =
        producer.publish(batch, events, () -> reached(Step.BEGUN), () -> reached(Step.SENT));
    reached(Step.COMMITTED);
    published(batch, markerOffset, floorNext);
    setup.stats().published.add(events.size());
    setup.stats().batches.increment();
    setup.stats().lastBatchEvents.set(events.size());
    setup.observer().published(setup.lane().number(), batch, events, System.nanoTime() - started);
  }

  private void published(Batch batch, long markerOffset, long floorNext) {
    // Not before: were the batch aborted, they would be in the way of the next one too. Nor after
    // what can fail: held and still suspected, they would be refused without being tried.
    setup.suspects().setAside(Arrays.asList(batch.setAside()));
    setup.suspects().published();
    position = after(batch, markerOffset, floorNext);
    unsettled = new Settled(batch.batchNo(), BatchState.PUBLISHED, markerOffset);
    lastPublished = batch;
  }

  private Position after(Batch batch, long markerOffset, long floorNext) {
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

  private Long[] justReleased() {
    return unsettled != null && lastPublished != null ? lastPublished.released() : new Long[0];
  }

  private void settle() {
    if (unsettled != null) {
      store.settle(session, unsettled);
      unsettled = null;
      reached(Step.SETTLED);
    }
  }

  private void forget() {
    int history = setup.config().batches().historyMax();
    if (position.batchNo() % history == 0) {
      store.forget(session, position.batchNo() - history);
    }
  }

  private void reached(Step step) {
    setup.steps().reached(setup.lane().number(), step);
  }

  /** Closes the connection and the producer; {@link #recover()} opens others. */
  @Override
  public void close() {
    if (producer != null) {
      producer.close();
      producer = null;
    }
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
