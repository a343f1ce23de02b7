package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchHash;
import io.eafix.relay.batch.BatchReader;
import io.eafix.relay.batch.BatchStore;
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
 * Finds out what became of a lane's newest batch, whoever claimed it, and brings it to its end: it
 * is in the log, or it is sent again, or it is given up because Kafka refuses it. Not thread-safe.
 */
final class LaneRecovery {

  private static final Logger LOG = Logger.getLogger(LaneRecovery.class);

  private final LaneSetup setup;
  private final BatchStore store;
  private final BatchReader batches;
  private final Failures failures;
  private final TopicGuard topics;
  private final LaneProgress progress;
  private final BatchSender sender;
  private final BooleanSupplier awaitResumed;

  /**
   * For a lane.
   *
   * @param awaitResumed waits while the source is paused; false if the lane is to stop meanwhile
   */
  LaneRecovery(
      LaneSetup setup,
      BatchStore store,
      BatchReader batches,
      Failures failures,
      TopicGuard topics,
      LaneProgress progress,
      BatchSender sender,
      BooleanSupplier awaitResumed) {
    this.setup = setup;
    this.store = store;
    this.batches = batches;
    this.failures = failures;
    this.topics = topics;
    this.progress = progress;
    this.sender = sender;
    this.awaitResumed = awaitResumed;
  }

  /**
   * Asks the log and acts on the answer. What is not in it waits for as long as the source is
   * paused.
   *
   * @param producer just opened, so that all former ones are fenced
   * @throws io.eafix.relay.batch.LostLaneException if another owner has the lane
   * @throws HaltException if Postgres and Kafka contradict each other
   */
  void recover(PgSession session, LaneProducer producer) {
    progress.forget();
    Optional<StoredBatch> latest = batches.latest(session);
    MarkerReader.Seen seen =
        new MarkerReader(setup.kafka(), setup.topics(), setup.positionsPartitions())
            .newest(setup.key(), latest.map(StoredBatch::markerOffset).orElse(-1L));
    reached(Step.MARKER_READ);
    // Written while the lane was another's, the batch may be newer than what was read: not so after
    // this check, since no former owner can write any more.
    store.requireOwned(session);
    Reconciliation.Verdict verdict = Reconciliation.judge(setup.lane().generation(), latest, seen);
    switch (verdict.outcome()) {
      case NOTHING_OUTSTANDING ->
          latest.ifPresentOrElse(
              batch -> progress.resume(session, batch, verdict.markerOffset()), progress::begin);
      case WAS_PUBLISHED -> {
        setup.stats().reconciled.increment();
        Batch batch = latest.orElseThrow().batch();
        progress.published(session, batch, verdict.markerOffset(), batch.floorId());
        progress.settle(session);
      }
      case WAS_NOT_PUBLISHED -> {
        if (!awaitResumed.getAsBoolean()) {
          return;
        }
        setup.stats().reconciled.increment();
        finish(session, producer, latest.orElseThrow().batch());
      }
      default -> throw new IllegalStateException("unknown verdict " + verdict);
    }
    progress.recovered();
    setup.observer().trouble(setup.lane().number(), null);
    reached(Step.RECONCILED);
  }

  private void finish(PgSession session, LaneProducer producer, Batch batch) {
    if (failures.isPoisoned(batch)) {
      // It is not in Kafka because Kafka refuses it: its events go into later batches.
      progress.aborted(session, batch);
      failures.blame(session, batch);
    } else {
      sendAgain(session, producer, batch);
    }
  }

  private void sendAgain(PgSession session, LaneProducer producer, Batch batch) {
    List<OutboxRow> events = batches.events(session, batch);
    if (!Arrays.equals(BatchHash.of(events), batch.hash())) {
      if (batch.generation() < setup.lane().generation()) {
        // An operator accepted what Postgres says now: what is left of it goes into later batches.
        progress.aborted(session, batch);
        return;
      }
      throw new HaltException(
          "the events of outstanding batch %d are not what they were when it was claimed"
              .formatted(batch.batchNo()));
    }
    if (events.stream().anyMatch(event -> setup.suspects().find(event).isPresent())) {
      LOG.infof(
          "%s: batch %d is not in Kafka, and one of its events cannot be sent now: they go later",
          setup.name(), batch.batchNo());
      progress.aborted(session, batch);
      return;
    }
    LOG.infof(
        "%s: batch %d of %d events is not in Kafka and is sent again",
        setup.name(), batch.batchNo(), batch.eventCount());
    // The last look at the epoch before sending; a later owner fences this producer.
    store.requireOwned(session);
    topics.verify(session, events);
    sender.send(session, producer, batch, events, batch.floorId());
    progress.settle(session);
  }

  private void reached(Step step) {
    setup.steps().reached(setup.lane().number(), step);
  }
}
