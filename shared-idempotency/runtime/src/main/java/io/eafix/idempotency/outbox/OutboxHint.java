package io.eafix.idempotency.outbox;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells the relay by a Postgres notification that there may be something to publish.
 *
 * <p>Only a hint, and on a connection of its own: a notification inside the writers' transactions
 * would make all of them queue for one lock of the server at commit. At most one is on its way; a
 * lost one costs a polling interval of latency, nothing else.
 */
@ApplicationScoped
public class OutboxHint {

  /** Channel on which the relay listens. */
  public static final String CHANNEL = "eafix_outbox";

  private static final Logger LOG = Logger.getLogger(OutboxHint.class);

  private final Vertx vertx;
  private final Instance<Pool> pool;
  private final OutboxConfig.Hint config;
  private final AtomicBoolean planned = new AtomicBoolean();

  OutboxHint(Vertx vertx, Instance<Pool> pool, OutboxConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.config = config.hint();
  }

  /** Notes that events were written by a transaction which is about to commit. */
  void written() {
    if (config.enabled() && pool.isResolvable() && planned.compareAndSet(false, true)) {
      vertx.setTimer(Math.max(1, config.delayMs()), ignored -> send());
    }
  }

  private void send() {
    planned.set(false);
    pool.get()
        .query("notify " + CHANNEL)
        .execute()
        .onFailure(failure -> LOG.debugf(failure, "outbox hint not sent; the relay will poll"));
  }
}
