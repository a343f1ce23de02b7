package io.eafix.relay.fault;

import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Seeded writers: transactions of several aggregates, of varying length, some rolled back. */
public final class Traffic implements AutoCloseable {

  private final OutboxDatabase database;
  private final String topic;
  private final Thread[] writers;
  private volatile boolean stopping;

  /** Begins writing to the topic. */
  public Traffic(OutboxDatabase database, String topic, long seed, int threads) {
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
    while (!stopping) {
      try (Connection connection = database.connect()) {
        connection.setAutoCommit(false);
        while (!stopping) {
          transaction(connection, random);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(100)));
        }
      } catch (SQLException e) {
        // Postgres is being killed: what was committed, the database itself tells afterwards.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private void transaction(Connection connection, Random random) throws SQLException {
    // In one order, so that two writers cannot deadlock.
    int key = random.nextInt(20);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      Event event = Event.of(topic, "key-" + key, "{\"n\":" + n + "}");
      OutboxDatabase.write(connection, event);
      key = Math.min(19, key + random.nextInt(3));
      // Other transactions, with higher ids, commit meanwhile.
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(3000)));
    }
    if (random.nextInt(10) == 0) {
      connection.rollback();
    } else {
      connection.commit();
    }
  }

  /** Stops writing. */
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
