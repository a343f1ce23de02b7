package io.eafix.bench.sagas;

import io.eafix.bench.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that run one saga after the other, each waiting for the end of its own. */
final class Load {

  private Load() {}

  /**
   * What was measured.
   *
   * @param sagas that ended
   * @param seconds that passed
   * @param tookMs of every saga, from the client's first byte to its knowing of the end
   */
  record Result(long sagas, double seconds, double[] tookMs) {

    double perSecond() {
      return sagas / seconds;
    }

    double percentileMs(double percent) {
      return Samples.percentile(tookMs, percent);
    }
  }

  /** What was measured in several turns. */
  static final class Results {

    private final List<Result> turns = new ArrayList<>();

    Result add(Result turn) {
      turns.add(turn);
      return turn;
    }

    Result total() {
      return new Result(
          turns.stream().mapToLong(Result::sagas).sum(),
          turns.stream().mapToDouble(Result::seconds).sum(),
          turns.stream().flatMapToDouble(turn -> Arrays.stream(turn.tookMs())).toArray());
    }
  }

  /** Runs sagas for the given time; one that fails ends the benchmark. */
  static Result run(Contender contender, int clients, int seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(() -> client(contender, end)));
      }
      List<Long> took = new ArrayList<>();
      for (Future<List<Long>> client : all) {
        took.addAll(client.get());
      }
      return new Result(
          took.size(),
          (System.nanoTime() - start) / 1e9,
          took.stream().mapToDouble(nanos -> nanos / 1e6).toArray());
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Long> client(Contender contender, long end) throws Exception {
    List<Long> took = new ArrayList<>();
    try (Calls calls = new Calls()) {
      for (long now = System.nanoTime(); now - end < 0; ) {
        contender.saga(calls);
        long after = System.nanoTime();
        took.add(after - now);
        now = after;
      }
    }
    return took;
  }
}
