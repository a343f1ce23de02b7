package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import io.eafix.bench.Samples;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.StackException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One contender's turn: it publishes some rows to get warm, is frozen while its table is filled,
 * drains that, and then keeps up with writers. In the end all rows are compared with the topic.
 */
final class Turn {

  private static final int PARTITIONS = 6;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Nothing more comes when nothing came for so long. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Looking at CPU time costs some, so it waits for a pause. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final BenchServers servers;
  private final Contender contender;
  private final Scale scale;
  private final PrintStream out;
  private final Ledger ledger;

  /**
   * How much is measured.
   *
   * @param warmUp rows before
   * @param drained rows of the backlog
   * @param rate rows per second of the live load
   */
  record Scale(int warmUp, int drained, int rate, int seconds) {

    int firstLive() {
      return warmUp + drained;
    }

    int rows() {
      return firstLive() + LiveLoad.rows(rate, seconds);
    }
  }

  /**
   * What was measured.
   *
   * @param drainPerSecond rows of the backlog in a second
   * @param cpu seconds for 100,000 rows of the backlog
   * @param p50Ms from commit to consumer, live
   */
  record Result(
      double drainPerSecond,
      CpuTime cpu,
      double p50Ms,
      double p99Ms,
      int missing,
      long twice,
      long disordered) {}

  Turn(BenchServers servers, Contender contender, Scale scale, PrintStream out) {
    this.servers = servers;
    this.contender = contender;
    this.scale = scale;
    this.out = out;
    this.ledger = new Ledger(scale.rows(), scale.firstLive());
  }

  Result run() throws Exception {
    out.println(contender.name());
    makeTables();
    servers.kafka().createTopics(List.of(contender.topic()), PARTITIONS);
    ChildProcess process = contender.start(servers);
    try (TopicTail tail = new TopicTail(servers.kafka().bootstrapServers(), contender, ledger);
        Hints hints = contender.hints(servers)) {
      fill(hints, 0, scale.warmUp());
      drained(tail, process, scale.warmUp());
      process.pause();
      fill(hints, scale.warmUp(), scale.drained());
      out.println("  draining " + scale.drained() + " rows");
      Map<Long, Double> before = CpuTime.now();
      long start = System.nanoTime();
      process.resume();
      Drained drained = drained(tail, process, scale.firstLive());
      double perSecond = scale.drained() / ((drained.atNanos() - start) / 1e9);
      out.printf(Locale.ROOT, "  %.0f rows/s; live%n", perSecond);
      double[] latenciesMs = live(hints, tail);
      return new Result(
          perSecond,
          CpuTime.between(before, drained.cpu(), process.pid()).per(100_000, scale.drained()),
          Samples.percentile(latenciesMs, 50),
          Samples.percentile(latenciesMs, 99),
          scale.rows() - ledger.count(),
          ledger.twice(),
          ledger.disordered());
    } finally {
      process.stop(STOP_TIMEOUT);
      run("postgres", contender.cleanUp());
    }
  }

  private void makeTables() throws Exception {
    String database = contender.database();
    servers.postgres().createDatabase(new PostgresAccount(database, servers.password()));
    run(database, "set role " + database + ";" + Rows.PAYLOAD_TABLE);
    run(database, "set role " + database + ";" + contender.schema(servers));
  }

  private void run(String database, String sql) throws Exception {
    try (Connection connection = servers.postgres().connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void fill(Hints hints, int from, int count) throws Exception {
    out.println("  writing " + count + " rows");
    try (Writer writer = new Writer(servers, contender, hints)) {
      writer.fill(from, count);
    }
  }

  /** When the last commit was seen, and what had been spent by then. */
  private record Drained(long atNanos, Map<Long, Double> cpu) {}

  /** Waits until so many rows are on the topic. */
  private Drained drained(TopicTail tail, ChildProcess process, int rows) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long end = -1;
    long atNanos = System.nanoTime();
    Map<Long, Double> cpu = null;
    while (true) {
      long now = tail.end();
      long pause = System.nanoTime() - atNanos;
      if (now != end) {
        end = now;
        atNanos = System.nanoTime();
        cpu = null;
      } else if (cpu == null && pause > PAUSE_NANOS) {
        cpu = CpuTime.now();
      } else if (pause > QUIET_NANOS) {
        tail.catchUp();
        if (ledger.count() == rows) {
          return new Drained(atNanos, cpu);
        }
      }
      if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
        throw new StackException(
            "%s has published %d of %d rows: see its log"
                .formatted(contender.name(), ledger.count(), rows));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private double[] live(Hints hints, TopicTail tail) throws Exception {
    try (LiveLoad load =
        new LiveLoad(servers, contender, hints, scale.firstLive(), scale.rate(), scale.seconds())) {
      load.start();
      long last = System.nanoTime();
      while (!load.isDone()
          || ledger.count() < scale.rows() && System.nanoTime() - last < QUIET_NANOS) {
        if (tail.poll() > 0) {
          last = System.nanoTime();
        }
      }
      tail.catchUp();
      return load.latenciesMs(ledger);
    }
  }
}
