package io.eafix.saga.engine;

import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps what goes wrong with one saga from those that are handled with it. It should never happen;
 * if it does, the replica forgets the saga, and takes it up again with its next sweep.
 */
final class Contained {

  private static final Logger LOG = Logger.getLogger(Contained.class);

  private Contained() {}

  /** Whether the work was done. */
  static boolean run(UUID sagaId, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException unexpected) {
      LOG.errorf(unexpected, "saga %s stands still until it is taken up again", sagaId);
      return false;
    }
  }
}
