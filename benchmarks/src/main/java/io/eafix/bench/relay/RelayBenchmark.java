package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import io.eafix.bench.Benchmark;
import io.eafix.bench.Table;
import io.eafix.localstack.process.StackException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The outbox relay against Debezium Engine and a loop that promises nothing: how fast each drains a
 * backlog, and how long a row takes from its commit to a consumer.
 */
@Command(
    name = "relay",
    description =
        "Draining a backlog and live latency: the outbox relay against Debezium Engine and a plain"
            + " poll-and-send loop, on the same Postgres and Kafka.")
public final class RelayBenchmark extends Benchmark {

  @Option(
      names = "--rows",
      defaultValue = "500000",
      description = "Rows of the backlog (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--warmup-rows",
      defaultValue = "200000",
      description = "Rows that each publishes before (default: ${DEFAULT-VALUE})")
  private int warmUpRows;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Rows per second, live (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Seconds of the live load (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--only",
      arity = "0",
      description = "Measure the outbox relay alone, to profile it; gives no ratios")
  private boolean only;

  private final Table table =
      new Table(
          "relay",
          "drain rows/s",
          "live p50 ms",
          "live p99 ms",
          "CPU s/100k",
          "servers' CPU s/100k",
          "missing",
          "twice",
          "disordered");

  @Override
  protected Map<String, Double> measure(BenchServers servers) throws Exception {
    prepare(servers);
    if (only) {
      turn(servers, new OwnRelay());
      out().print(table);
      return Map.of();
    }
    Turn.Result control = turn(servers, new PollAndSend());
    Turn.Result debezium = turn(servers, new Debezium(Map.of()));
    Turn.Result own = turn(servers, new OwnRelay());
    out().print(table);
    if (own.twice() + own.disordered() > 0) {
      throw new StackException("the relay broke its promise: see the table");
    }
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("drainVsDebezium", own.drainPerSecond() / debezium.drainPerSecond());
    ratios.put("liveP99VsDebezium", own.p99Ms() / debezium.p99Ms());
    ratios.put("drainVsControl", own.drainPerSecond() / control.drainPerSecond());
    return ratios;
  }

  /** Debezium needs logical decoding, so all get it; frozen, it must not be thrown out. */
  private static void prepare(BenchServers servers) throws Exception {
    try (Connection connection = servers.postgres().connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set wal_level = 'logical'");
      statement.execute("alter system set wal_sender_timeout = 0");
      statement.execute("alter system set max_wal_size = '8GB'");
    }
    servers.postgres().stop();
    servers.postgres().start();
  }

  private Turn.Result turn(BenchServers servers, Contender contender) throws Exception {
    Turn.Scale scale = new Turn.Scale(warmUpRows, rows, rate, seconds);
    Turn.Result result = new Turn(servers, contender, scale, out()).run();
    if (contender.isComplete() && result.missing() > 0) {
      throw new StackException(contender.name() + " left out " + result.missing() + " rows");
    }
    table.row(
        contender.name(),
        result.drainPerSecond(),
        result.p50Ms(),
        result.p99Ms(),
        result.cpu().contender(),
        result.cpu().servers(),
        result.missing(),
        result.twice(),
        result.disordered());
    return result;
  }
}
