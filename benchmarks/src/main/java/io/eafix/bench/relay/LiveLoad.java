package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that commit at a fixed pace, whatever becomes of the rows: some connections, each with
 * small transactions at even distances.
 */
final class LiveLoad implements AutoCloseable {

  private static final int WRITERS = 4;
  private static final int ROWS_A_TRANSACTION = 10;

  private final BenchServers servers;
  private final Contender contender;
  private final Hints hints;
  private final int from;
  private final int transactions;
  private final long intervalNanos;
  private final long[] committedNanos;
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final List<Future<?>> writers = new ArrayList<>();

  /**
   * For rows from a number on.
   *
   * @param rate rows per second
   */
  LiveLoad(
      BenchServers servers, Contender contender, Hints hints, int from, int rate, int seconds) {
    this.servers = servers;
    this.contender = contender;
    this.hints = hints;
    this.from = from;
    this.transactions = rows(rate, seconds) / ROWS_A_TRANSACTION;
    this.intervalNanos = 1_000_000_000L * ROWS_A_TRANSACTION / rate;
    this.committedNanos = new long[transactions];
  }

  /** How many rows a load of this length has. */
  static int rows(int rate, int seconds) {
    return rate * seconds / ROWS_A_TRANSACTION * ROWS_A_TRANSACTION;
  }

  void start() {
    long start = System.nanoTime();
    for (int w = 0; w < WRITERS; w++) {
      int first = w;
      writers.add(threads.submit(() -> write(first, start)));
    }
  }

  private Void write(int first, long start) throws SQLException {
    try (Writer writer = new Writer(servers, contender, hints)) {
      for (int t = first; t < transactions; t += WRITERS) {
        long due = start + t * intervalNanos;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        committedNanos[t] = writer.write(from + t * ROWS_A_TRANSACTION, ROWS_A_TRANSACTION);
      }
    }
    return null;
  }

  boolean isDone() {
    return writers.stream().allMatch(Future::isDone);
  }

  /** Milliseconds from commit to arrival of every row that arrived, once all is written. */
  double[] latenciesMs(Ledger ledger) throws Exception {
    for (Future<?> writer : writers) {
      writer.get();
    }
    double[] all = new double[transactions * ROWS_A_TRANSACTION];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (ledger.has(from + i)) {
        all[n++] = (ledger.nanos(from + i) - committedNanos[i / ROWS_A_TRANSACTION]) / 1e6;
      }
    }
    return java.util.Arrays.copyOf(all, n);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
