package io.eafix.relay.fault;

import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Seeded writers: transactions of several aggregates, of varying length, some rolled back. */
final class Traffic implements AutoCloseable {

  private final OutboxDatabase database;
  private final String topic;
  private final Set<String> committed = ConcurrentHashMap.newKeySet();
  private final Thread[] writers;
  private volatile boolean stopping;

  Traffic(OutboxDatabase database, String topic, long seed, int threads) {
    this.database = database;
    this.topic = topic;
    this.writers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      Random random = new Random(seed + i);
      writers[i] = new Thread(() -> write(random), "traffic-" + i);
      writers[i].start();
    }
  }

  private void write(Random random) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      while (!stopping) {
        transaction(connection, random);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void transaction(Connection connection, Random random) throws SQLException {
    Set<String> ids = new TreeSet<>();
    // In one order, so that two writers cannot deadlock.
    int key = random.nextInt(20);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      Event event = Event.of(topic, "key-" + key, "{\"n\":" + n + "}");
      ids.add(OutboxDatabase.write(connection, event).toString());
      key = Math.min(19, key + random.nextInt(3));
      // Other transactions, with higher ids, commit meanwhile.
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(3000)));
    }
    if (random.nextInt(10) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      committed.addAll(ids);
    }
  }

  /** Event ids of all committed events. */
  Set<String> committed() {
    return committed;
  }

  /** Stops writing; after this {@link #committed()} is final. */
  @Override
  public void close() {
    stopping = true;
    for (Thread writer : writers) {
      try {
        writer.join(30_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
