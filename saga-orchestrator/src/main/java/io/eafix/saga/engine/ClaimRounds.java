package io.eafix.saga.engine;

import io.eafix.saga.store.ClaimStore;
import io.eafix.saga.store.SagaRecord;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks for sagas that nobody drives: orphans of dead replicas first, then released ones. */
@ApplicationScoped
class ClaimRounds {

  private static final Logger LOG = Logger.getLogger(ClaimRounds.class);

  private final ClaimStore store;
  private final Lease lease;

  ClaimRounds(ClaimStore store, Lease lease) {
    this.store = store;
    this.lease = lease;
  }

  /**
   * What a round has brought.
   *
   * @param more whether there is probably more to take at once
   */
  record Taken(List<SagaRecord> sagas, boolean more) {}

  /**
   * Takes sagas for this replica.
   *
   * @param room how many it can drive in addition; nothing is taken if there is none
   */
  Future<Taken> take(int room) {
    if (room <= 0) {
      return Future.succeededFuture(new Taken(List.of(), false));
    }
    return store
        .orphaned(lease.epoch(), room)
        .compose(
            orphans -> {
              if (!orphans.isEmpty()) {
                LOG.infof("took over %d sagas of a replica that is gone", orphans.size());
              }
              return released(orphans, room - orphans.size(), room);
            });
  }

  private Future<Taken> released(List<SagaRecord> orphans, int left, int room) {
    if (left == 0) {
      return Future.succeededFuture(new Taken(orphans, true));
    }
    return store
        .released(lease.epoch(), left)
        .map(
            released -> {
              List<SagaRecord> all = new ArrayList<>(orphans);
              all.addAll(released);
              return new Taken(all, all.size() == room);
            })
        // The orphans are this replica's by now, whatever becomes of the second look.
        .otherwise(new Taken(orphans, false));
  }

  /** Sagas that this replica owns according to Postgres. */
  Future<List<UUID>> owned() {
    return store.owned(lease.epoch());
  }
}
