package io.eafix.idempotency.outbox;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells the relay by a Postgres notification that there may be something to publish.
 *
 * <p>Only a hint, and on a connection of its own: a notification inside the writers' transactions
 * would make all of them queue for one lock of the server at commit. At most one is planned at a
 * time; it names the virtual shards that were written, so that the relay looks nowhere else. A lost
 * one costs a polling interval of latency, nothing else.
 */
@ApplicationScoped
public class OutboxHint {

  /** Channel on which the relay listens. */
  public static final String CHANNEL = "eafix_outbox";

  private static final int SHARDS = 256;
  private static final String NOTIFY = "select pg_notify('" + CHANNEL + "', $1)";
  private static final Logger LOG = Logger.getLogger(OutboxHint.class);

  private final Vertx vertx;
  private final Instance<Pool> pool;
  private final OutboxConfig.Hint config;
  private final BitSet shards = new BitSet(SHARDS);

  OutboxHint(Vertx vertx, Instance<Pool> pool, OutboxConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.config = config.hint();
  }

  /** Notes that events of these aggregates were written by a transaction about to commit. */
  void written(Collection<String> aggregateIds) {
    if (config.enabled() && pool.isResolvable() && isFirst(aggregateIds)) {
      vertx.setTimer(Math.max(1, config.delayMs()), ignored -> send());
    }
  }

  /** Whether no hint is planned yet. */
  private boolean isFirst(Collection<String> aggregateIds) {
    synchronized (shards) {
      boolean first = shards.isEmpty();
      aggregateIds.forEach(id -> shards.set(OutboxStatement.shard(id)));
      return first;
    }
  }

  private void send() {
    pool.get()
        .preparedQuery(NOTIFY)
        .execute(Tuple.of(takeShards()))
        .onFailure(failure -> LOG.debugf(failure, "outbox hint not sent; the relay will poll"));
  }

  private String takeShards() {
    synchronized (shards) {
      String numbers = shards.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
      shards.clear();
      return numbers;
    }
  }
}
