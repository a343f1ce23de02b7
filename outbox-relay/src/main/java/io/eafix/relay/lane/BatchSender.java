package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.kafka.LaneProducer;
import java.util.List;

/** Sends claimed batches of one lane and tells whoever counts them. Not thread-safe. */
final class BatchSender {

  private final LaneSetup setup;
  private final Failures failures;
  private final LaneProgress progress;

  BatchSender(LaneSetup setup, Failures failures, LaneProgress progress) {
    this.setup = setup;
    this.failures = failures;
    this.progress = progress;
  }

  /**
   * Sends a batch that is claimed and neither in Kafka nor on its way there.
   *
   * @param floorNext valid floor for the batch's goal
   * @throws io.eafix.relay.kafka.KafkaStepException if the outcome is unknown, or Kafka refuses it
   */
  void send(
      PgSession session,
      LaneProducer producer,
      Batch batch,
      List<OutboxRow> events,
      long floorNext) {
    long started = System.nanoTime();
    failures.sending(batch);
    long markerOffset =
        producer.publish(batch, events, () -> reached(Step.BEGUN), () -> reached(Step.SENT));
    reached(Step.COMMITTED);
    progress.published(session, batch, markerOffset, floorNext);
    setup.stats().published.add(events.size());
    setup.stats().batches.increment();
    setup.stats().lastBatchEvents.set(events.size());
    setup.observer().published(setup.lane().number(), batch, events, System.nanoTime() - started);
  }

  private void reached(Step step) {
    setup.steps().reached(setup.lane().number(), step);
  }
}
