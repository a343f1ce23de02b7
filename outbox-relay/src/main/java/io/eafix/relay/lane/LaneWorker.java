package io.eafix.relay.lane;

import io.eafix.relay.batch.LostLaneException;
import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.kafka.KafkaStepException;
import org.jboss.logging.Logger;

/**
 * Publishes one lane on one thread, from the moment this relay raised its epoch until it is stopped
 * or loses it.
 *
 * <p>After any failure whose outcome is not certain, and at the start, the publisher asks what is
 * published; nothing is ever just sent again.
 */
public final class LaneWorker implements Runnable {

  private static final Logger LOG = Logger.getLogger(LaneWorker.class);

  private final LaneSetup setup;
  private final Idle idle;
  private final LanePublisher publisher;
  private volatile boolean stopping;
  private volatile LaneEnd end;

  /** For a lane whose epoch this relay has just raised. */
  public LaneWorker(LaneSetup setup) {
    this.setup = setup;
    this.idle = new Idle(setup.config().batches().pollIntervalMax());
    this.publisher = new LanePublisher(setup, idle, () -> stopping);
  }

  /** Stops after the batch in flight; the thread ends soon after. */
  public void stop() {
    stopping = true;
    idle.wake();
  }

  /** There may be something to publish. */
  public void wake() {
    idle.wake();
  }

  /** How the worker ended, or {@code null} while it runs. */
  public LaneEnd end() {
    return end;
  }

  @Override
  public void run() {
    setup.stats().takeovers.increment();
    LaneEnd how = LaneEnd.STOPPED;
    try {
      setup.steps().reached(setup.lane().number(), Step.TAKEN);
      Pauses pauses = new Pauses(setup.config().database().retryPauseMax());
      while (!stopping) {
        try {
          publisher.recover();
          pauses.reset();
          publisher.publish();
        } catch (DatabaseException | KafkaStepException e) {
          publisher.noteIfPoison(e);
          setup.stats().retries.increment();
          LOG.warnf(
              "%s: %s; will look at what is published and go on", setup.name(), e.getMessage());
          LOG.debug("cause", e);
          setup.observer().trouble(setup.lane().number(), e.getMessage());
          publisher.close();
          idle.pause(pauses.next());
        }
      }
    } catch (LostLaneException e) {
      LOG.infof("%s: %s", setup.name(), e.getMessage());
      how = LaneEnd.LOST;
    } catch (HaltException e) {
      LOG.errorf("%s is halted: %s", setup.name(), e.getMessage());
      how = LaneEnd.halted(e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "%s ends by a defect", setup.name());
      how = LaneEnd.LOST;
    } finally {
      publisher.close();
      end = how;
      setup.ended().run();
    }
  }
}
