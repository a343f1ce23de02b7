package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchReader;
import io.eafix.relay.batch.BatchStore;
import io.eafix.relay.batch.Refused;
import io.eafix.relay.batch.Suspects;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.dead.Graveyard;
import io.eafix.relay.kafka.PoisonException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What becomes of events that Kafka refuses. Which of a batch's events it is, Kafka says or halving
 * finds out; that one is set aside with its aggregate, tried alone with growing pauses, and dead
 * after the last attempt. Other aggregates flow meanwhile. Not thread-safe.
 */
final class Failures {

  private static final Logger LOG = Logger.getLogger(Failures.class);

  private final LaneSetup setup;
  private final BatchStore store;
  private final BatchReader batches;
  private final Graveyard graveyard;
  private PoisonException poison;
  private long poisonedBatch = -1;
  private long sending = -1;

  Failures(LaneSetup setup, BatchStore store, BatchReader batches) {
    this.setup = setup;
    this.store = store;
    this.batches = batches;
    this.graveyard = new Graveyard(setup.config().deadLetters());
  }

  /** The batch that is about to be sent. */
  void sending(Batch batch) {
    sending = batch.batchNo();
  }

  /** Remembers that the batch in flight failed for what it is. */
  void noteIfPoison(RuntimeException failure) {
    if (failure instanceof PoisonException found) {
      poison = found;
      poisonedBatch = sending;
    }
  }

  /** Whether the batch is known to be refused, so that sending it again is of no use. */
  boolean isPoisoned(Batch batch) {
    return poison != null && poisonedBatch == batch.batchNo();
  }

  /** Finds the events to blame for an aborted batch, and counts their attempts. */
  void blame(PgSession session, Batch batch) {
    PoisonException cause = poison;
    poison = null;
    if (cause.causes().isEmpty() && batch.eventCount() > 1) {
      LOG.warnf(
          "%s: Kafka refuses batch %d of %d events and does not say which: halving",
          setup.name(), batch.batchNo(), batch.eventCount());
      setup.suspects().bisect(batch.eventCount(), setup.config().batches().eventsMax());
      return;
    }
    Set<Long> released = new HashSet<>(Arrays.asList(batch.released()));
    batches
        .events(session, batch)
        .forEach(
            event -> {
              String why = cause.causes().get(event.id());
              if (why == null && batch.eventCount() == 1) {
                why = String.valueOf(cause.getCause());
              }
              if (why != null && released.contains(event.id())) {
                failed(
                    session,
                    new Refused(event.id(), batches.attempts(session, event.id()) + 1, why));
              } else if (why != null) {
                suspect(event.id(), why);
              }
            });
  }

  private void suspect(long id, String why) {
    LOG.warnf("%s: event %d is set aside: %s", setup.name(), id, why);
    setup.suspects().add(id, new Suspects.Suspect(1, due(1), why));
  }

  /**
   * A held event failed once more: it waits longer, or is dead.
   *
   * @return false if the source is paused: nothing was written
   */
  boolean failed(PgSession session, Refused refused) {
    RelayConfig.DeadLetters limits = setup.config().deadLetters();
    boolean[] counted = new boolean[1];
    session.inTransaction(
        () -> {
          store.lockOwned(session);
          if (store.isPaused(session)) {
            return;
          }
          counted[0] = true;
          if (refused.attempts() < limits.attemptsMax()) {
            store.postpone(session, refused, due(refused.attempts()));
          } else {
            LOG.errorf(
                "%s: event %d is dead after %d attempts: %s",
                setup.name(), refused.id(), refused.attempts(), refused.cause());
            graveyard.bury(session, refused);
            setup.stats().dead.increment();
          }
        });
    return counted[0];
  }

  private OffsetDateTime due(int attempts) {
    RelayConfig.DeadLetters limits = setup.config().deadLetters();
    long pause = limits.backoffInitial().toMillis() << Math.min(20, attempts - 1);
    return setup
        .now()
        .get()
        .plus(Duration.ofMillis(Math.min(pause, limits.backoffMax().toMillis())));
  }
}
