package io.eafix.saga.store;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Leases of replicas. Postgres's clock decides when one has run out. */
@ApplicationScoped
public class ReplicaStore {

  private static final String REGISTER =
      "insert into saga_replica (epoch, name, lease_until)"
          + " values (nextval('saga_epoch'), $1, clock_timestamp() + $2 * interval '1 ms')"
          + " returning epoch";
  private static final String RENEW =
      "insert into saga_replica (epoch, name, lease_until)"
          + " values ($1, $2, clock_timestamp() + $3 * interval '1 ms')"
          + " on conflict (epoch) do update set lease_until = excluded.lease_until";
  private static final String END = "delete from saga_replica where epoch = $1";
  private static final String FORGET =
      "delete from saga_replica where lease_until < clock_timestamp() - interval '1 hour'";

  private final Pool pool;

  ReplicaStore(@ReactiveDataSource("engine") Pool pool) {
    this.pool = pool;
  }

  /** Begins a replica's life. */
  public Future<Long> register(String name, int leaseMs) {
    return pool.query(FORGET)
        .execute()
        .compose(gone -> pool.preparedQuery(REGISTER).execute(Tuple.of(name, leaseMs)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Extends the lease, even one that ran out: sagas taken meanwhile are guarded by their epoch. */
  public Future<Void> renew(long epoch, String name, int leaseMs) {
    return pool.preparedQuery(RENEW).execute(Tuple.of(epoch, name, leaseMs)).mapEmpty();
  }

  /** Ends a replica's life: its sagas are free at once. */
  public Future<Void> end(long epoch) {
    return pool.preparedQuery(END).execute(Tuple.of(epoch)).mapEmpty();
  }
}
