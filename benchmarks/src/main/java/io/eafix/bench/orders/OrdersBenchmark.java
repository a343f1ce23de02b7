package io.eafix.bench.orders;

import io.eafix.bench.BenchServers;
import io.eafix.bench.Benchmark;
import io.eafix.bench.Samples;
import io.eafix.bench.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Orders from their request to their fill, against a loop that only commits what they leave in the
 * database. Both run on the same Postgres, in turns, with as many clients.
 */
@Command(
    name = "orders",
    description =
        "Durable orders per second through POST /orders to the paper venue, against a loop that"
            + " commits the same rows in as many transactions.")
public final class OrdersBenchmark extends Benchmark {

  private static final int WARM_UP_ROUNDS_MAX = 12;
  private static final double STILL_WARMING = 1.05;
  private static final int P99 = 99;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Rounds (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--clients",
      defaultValue = "32",
      description = "Clients at a time (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--orders",
      defaultValue = "50",
      description = "Orders of each client in a turn (default: ${DEFAULT-VALUE})")
  private int orders;

  @Override
  protected Map<String, Double> measure(BenchServers servers) throws Exception {
    EngineOrders engine = EngineOrders.start(servers, clients);
    warmUp(engine);
    CommitLoop.prepare(servers);
    List<CommitLoop> loops = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      CommitLoop loop = CommitLoop.connect(servers);
      servers.closeLater(loop);
      loops.add(loop);
    }
    Turn.run(loops, orders, () -> {});
    List<Turn> ours = new ArrayList<>();
    List<Turn> bare = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(engine.turn(orders));
      bare.add(Turn.run(loops, orders, () -> {}));
      out()
          .printf(
              Locale.ROOT,
              "  %.0f orders/s and %.0f of the loop%n",
              ours.get(round).perSecond(),
              bare.get(round).perSecond());
    }
    return report(ours, bare);
  }

  /** Until it does not get faster any more. */
  private void warmUp(EngineOrders engine) throws InterruptedException {
    double before = 0;
    for (int round = 0; round < WARM_UP_ROUNDS_MAX; round++) {
      double now = engine.turn(orders * 2).perSecond();
      out().printf(Locale.ROOT, "warming up: %.0f orders per second%n", now);
      if (now < before * STILL_WARMING) {
        return;
      }
      before = now;
    }
  }

  private Map<String, Double> report(List<Turn> ours, List<Turn> bare) {
    double ourRate = Samples.median(ours.stream().map(Turn::perSecond).toList());
    double bareRate = Samples.median(bare.stream().map(Turn::perSecond).toList());
    out()
        .print(
            new Table("orders", "per second", "p50 ms until durable", "p99 ms until durable")
                .row("POST /orders", ourRate, millis(ours, 50), millis(ours, P99))
                .row("commit loop", bareRate, millis(bare, 50), millis(bare, P99)));
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("ordersVsCommitLoop", ourRate / bareRate);
    ratios.put("p99VsCommitLoop", millis(ours, P99) / millis(bare, P99));
    return ratios;
  }

  private static double millis(List<Turn> turns, double percent) {
    return Samples.percentile(
        turns.stream().map(Turn::millis).flatMapToDouble(Arrays::stream).toArray(), percent);
  }
}
