package io.eafix.saga.engine;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.store.ReplicaStore;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jboss.logging.Logger;

/**
 * This replica's life: its epoch, and whether its lease holds as far as it knows.
 *
 * <p>A replica that was stopped for longer than the lease finds it not held, begins no call, and
 * reads all its sagas again once the lease is renewed. Even if it did not, its writes carry its
 * epoch and touch no saga that another replica has taken.
 */
@ApplicationScoped
public class Lease {

  private static final Logger LOG = Logger.getLogger(Lease.class);
  private static final long UNREGISTERED = 0;

  private final ReplicaStore replicas;
  private final SagaConfig config;
  private final String name;
  private volatile long epoch = UNREGISTERED;
  private volatile long heldUntilNanos;

  Lease(ReplicaStore replicas, SagaConfig config) {
    this.replicas = replicas;
    this.config = config;
    this.name = config.replicaName().orElseGet(Lease::hostName);
  }

  /** The epoch of this life; 0 before the lease was ever obtained. */
  public long epoch() {
    return epoch;
  }

  /** Whether no other replica can have taken this one's sagas for dead. */
  public boolean held() {
    return epoch != UNREGISTERED && System.nanoTime() - heldUntilNanos < 0;
  }

  /**
   * Obtains or extends the lease.
   *
   * @return whether it had run out in between, so that sagas may have been lost
   */
  Future<Boolean> renew() {
    // Counted from before the request, so that this replica never believes longer than Postgres.
    long from = System.nanoTime();
    if (epoch == UNREGISTERED) {
      return replicas
          .register(name, config.leaseMs())
          .map(
              given -> {
                heldUntilNanos = from + config.leaseMs() * 1_000_000L;
                epoch = given;
                LOG.infof("replica %s drives sagas as epoch %d", name, given);
                return false;
              });
    }
    return replicas
        .renew(epoch, name, config.leaseMs())
        .map(
            renewed -> {
              boolean lapsed = from - heldUntilNanos >= 0;
              heldUntilNanos = from + config.leaseMs() * 1_000_000L;
              if (lapsed) {
                LOG.warnf("the lease of epoch %d had run out; reading its sagas again", epoch);
              }
              return lapsed;
            });
  }

  /** Gives the lease back, so that other replicas take over at once. */
  Future<Void> end() {
    return epoch == UNREGISTERED ? Future.succeededFuture() : replicas.end(epoch);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "replica";
    }
  }
}
