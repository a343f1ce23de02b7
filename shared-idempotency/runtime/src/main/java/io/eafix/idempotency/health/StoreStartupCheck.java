package io.eafix.idempotency.health;

import io.eafix.idempotency.store.RedisFacts;
import io.eafix.idempotency.store.RedisIdempotencyStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Says in the log at start what is wrong with the Redis that was configured. It refuses nothing: no
 * promise rests on Redis, and readiness says the same for as long as it is so.
 */
@ApplicationScoped
public class StoreStartupCheck {

  private static final Logger LOG = Logger.getLogger(StoreStartupCheck.class);

  private final RedisIdempotencyStore store;

  StoreStartupCheck(RedisIdempotencyStore store) {
    this.store = store;
  }

  void check(@Observes StartupEvent event) {
    store
        .facts()
        .onItem()
        .invoke(StoreStartupCheck::judge)
        .onFailure()
        .invoke(failure -> LOG.warnf("The idempotency store is unavailable: %s", failure))
        .onFailure()
        .recoverWithNull()
        // The command has a deadline.
        .await()
        .indefinitely();
  }

  private static void judge(RedisFacts facts) {
    if (facts.evicts()) {
      LOG.errorf(
          "Redis drops records when its memory is full (maxmemory-policy %s); set it to %s",
          facts.evictionPolicy(), RedisFacts.SAFE_POLICY);
    }
    if (!facts.appendOnly()) {
      LOG.warn(
          "Redis forgets all records when it restarts (appendonly no); answers will then come from"
              + " Postgres");
    }
  }
}
