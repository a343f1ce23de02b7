package io.eafix.execution.fix;

import java.io.IOException;
import org.jboss.logging.Logger;
import quickfix.Session;
import quickfix.SessionID;

/**
 * Ends the connection when a message could not be booked. The session would not ask for that
 * message again while it waits for the rest of what was resent, and nothing behind it would be
 * processed; or it would ask without a pause. A new connection starts with nothing asked for and
 * nothing queued, after {@code reconnect-seconds}.
 */
final class Disconnect {
  private static final Logger LOG = Logger.getLogger(Disconnect.class);

  private Disconnect() {}

  static void now(SessionID id, RuntimeException unbooked) {
    LOG.errorf(unbooked, "A message of the FIX venue could not be booked; reconnecting for it");
    Session session = id == null ? null : Session.lookupSession(id);
    if (session != null) {
      try {
        session.disconnect("a message could not be booked", false);
      } catch (IOException alreadyBroken) {
        LOG.debugf(alreadyBroken, "The connection was broken already");
      }
    }
  }
}
