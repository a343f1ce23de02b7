package io.eafix.bench.orders;

import io.eafix.localstack.process.StackException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One contender's turn: so many clients at once, each with orders one after the other.
 *
 * @param perSecond orders that had ended, by the time until the last of them had
 * @param millis for each order, until its intent was durable
 */
record Turn(double perSecond, double[] millis) {

  /** One client, on a thread of its own. */
  @FunctionalInterface
  interface Client {
    /** Enters one order; returns when it is durable. */
    void enter() throws Exception;

    /** Brings the order that was entered last to its end, if that is the client's to do. */
    default void finish() throws Exception {}
  }

  /**
   * Runs a turn.
   *
   * @param end returns when all orders have ended
   */
  static Turn run(List<? extends Client> clients, int ordersEach, Runnable end)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      long begin = System.nanoTime();
      List<Callable<double[]>> work = new ArrayList<>();
      clients.forEach(client -> work.add(() -> enter(client, ordersEach)));
      List<double[]> all = new ArrayList<>();
      for (Future<double[]> millis : threads.invokeAll(work)) {
        all.add(millis.get());
      }
      end.run();
      double seconds = (System.nanoTime() - begin) / 1e9;
      double[] millis = all.stream().flatMapToDouble(Arrays::stream).toArray();
      return new Turn(millis.length / seconds, millis);
    } catch (ExecutionException e) {
      throw new StackException("an order failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static double[] enter(Client client, int orders) throws Exception {
    double[] millis = new double[orders];
    for (int i = 0; i < orders; i++) {
      long begin = System.nanoTime();
      client.enter();
      millis[i] = (System.nanoTime() - begin) / 1e6;
      client.finish();
    }
    return millis;
  }
}
