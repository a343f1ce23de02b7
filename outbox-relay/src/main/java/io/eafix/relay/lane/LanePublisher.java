package io.eafix.relay.lane;

import io.eafix.relay.batch.BatchReader;
import io.eafix.relay.batch.BatchStore;
import io.eafix.relay.batch.LostLaneException;
import io.eafix.relay.batch.Next;
import io.eafix.relay.batch.Plan;
import io.eafix.relay.batch.Planner;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.kafka.LaneProducer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The protocol of one lane: one batch is in flight at a time, claimed in Postgres, sent with its
 * marker as one Kafka transaction, settled in Postgres. After any exception but a final one, {@link
 * #recover()} comes first: the producer is fenced anew and the positions topic is asked.
 *
 * <p>Not thread-safe: it belongs to the lane's thread.
 */
final class LanePublisher implements AutoCloseable {

  private final LaneSetup setup;
  private final BooleanSupplier stopping;
  private final Idle idle;
  private final BatchStore store;
  private final Planner planner;
  private final Failures failures;
  private final TopicGuard topics;
  private final LaneProgress progress;
  private final BatchSender sender;
  private final LaneRecovery recovery;

  private PgSession session;
  private LaneProducer producer;

  LanePublisher(LaneSetup setup, Idle idle, BooleanSupplier stopping) {
    this.setup = setup;
    this.stopping = stopping;
    this.idle = idle;
    this.store = new BatchStore(setup.lane());
    this.planner =
        new Planner(setup.lane(), setup.config().batches(), setup.claimIds(), setup.suspects());
    this.topics = new TopicGuard(setup.topics());
    BatchReader batches = new BatchReader(setup.lane());
    this.failures = new Failures(setup, store, batches);
    this.progress = new LaneProgress(setup, store, batches);
    this.sender = new BatchSender(setup, failures, progress);
    this.recovery =
        new LaneRecovery(
            setup, store, batches, failures, topics, progress, sender, this::awaitResumed);
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
    recovery.recover(session, producer);
  }

  /**
   * Publishes until it is told to stop.
   *
   * @throws LostLaneException if another owner has the lane
   * @throws HaltException if a destination is not what it was
   */
  void publish() {
    while (!stopping.getAsBoolean()) {
      Next next = planner.next(session, progress.position(), progress.justReleased());
      if (!next.refused().isEmpty()) {
        progress.settle(session);
        if (!next.refused().stream().allMatch(refused -> failures.failed(session, refused))) {
          idle.await();
        }
        continue;
      }
      Optional<Plan> plan = next.plan();
      if (plan.isEmpty() && progress.position().goal() != null) {
        progress.goalReached(session);
      } else if (plan.isEmpty() || !publish(plan.get())) {
        progress.settle(session);
        idle.await();
      }
    }
    progress.settle(session);
  }

  /** Claims and sends a batch; does not if the source is paused. */
  private boolean publish(Plan plan) {
    topics.verify(session, plan.events());
    reached(Step.READ);
    if (!store.claim(session, plan, progress.unsettled())) {
      return false;
    }
    progress.claimed(plan);
    setup.stats().setAside.add(plan.aside().size());
    sender.send(session, producer, plan.batch(), plan.events(), progress.goalFloor());
    progress.done(plan);
    idle.found();
    forget();
    return true;
  }

  /**
   * Waits while the source is paused.
   *
   * @return false if the lane is told to stop meanwhile
   * @throws LostLaneException if another owner takes it meanwhile
   */
  private boolean awaitResumed() {
    while (!stopping.getAsBoolean()) {
      store.requireOwned(session);
      if (!store.isPaused(session)) {
        return true;
      }
      idle.await();
    }
    return false;
  }

  private void forget() {
    int history = setup.config().batches().historyMax();
    long newest = progress.position().batchNo();
    if (newest % history == 0) {
      store.forget(session, newest - history);
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
