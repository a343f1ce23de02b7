package io.eafix.saga.engine;

import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps what goes wrong with one saga from those that are handled with it. It should never happen;
 * if it does, the saga stands still until it is claimed, commanded or swept up again.
 */
final class Contained {

  private static final Logger LOG = Logger.getLogger(Contained.class);

  private Contained() {}

  static void run(UUID sagaId, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException unexpected) {
      LOG.errorf(unexpected, "saga %s stands still", sagaId);
    }
  }
}
