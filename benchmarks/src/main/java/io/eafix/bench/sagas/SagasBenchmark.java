package io.eafix.bench.sagas;

import io.eafix.bench.BenchServers;
import io.eafix.bench.Benchmark;
import io.eafix.bench.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sagas of three steps: this orchestrator against the Narayana LRA coordinator.
 *
 * <p>Both run all the time and are loaded in turns, so that whatever else the machine does falls on
 * both.
 */
@Command(
    name = "sagas",
    description =
        "Three-step sagas per second and their latency: the saga orchestrator against the Narayana"
            + " LRA coordinator, with the same participants and every commit synced to the disk.")
public final class SagasBenchmark extends Benchmark {

  private static final int TURN_SECONDS = 10;
  private static final int REQUESTS_LRA = 6;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Measured time of each, in seconds (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warmup-seconds",
      defaultValue = "120",
      description = "Time of each before that, in seconds (default: ${DEFAULT-VALUE})")
  private int warmupSeconds;

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "Clients at a time (default: ${DEFAULT-VALUE})")
  private int clients;

  private final Load.Results ours = new Load.Results();
  private final Load.Results theirs = new Load.Results();
  private long transactions;

  @Override
  protected Map<String, Double> measure(BenchServers servers) throws Exception {
    StepServer participants = new StepServer();
    servers.closeLater(participants);
    OwnOrchestrator own = new OwnOrchestrator(servers);
    LraCoordinator lra = new LraCoordinator(servers);
    out().println("starting both (the LRA coordinator is built at the first run)");
    own.start(participants.url());
    lra.start(participants.url());
    out().println("warming up");
    for (int spent = 0; spent < warmupSeconds; spent += TURN_SECONDS) {
      say(List.of(Load.run(own, clients, TURN_SECONDS), Load.run(lra, clients, TURN_SECONDS)));
    }
    out().println("measuring");
    for (int spent = 0; spent < seconds; spent += TURN_SECONDS) {
      say(List.of(turn(own), turn(lra, participants)));
    }
    return report(own, lra);
  }

  private Load.Result turn(OwnOrchestrator own) throws Exception {
    long before = own.transactions();
    Load.Result result = Load.run(own, clients, TURN_SECONDS);
    transactions += own.transactions() - before - 1;
    return ours.add(result);
  }

  private Load.Result turn(LraCoordinator lra, StepServer participants) throws Exception {
    long before = participants.requests();
    Load.Result result = Load.run(lra, clients, TURN_SECONDS);
    if (participants.requests() - before < result.sagas() * REQUESTS_LRA) {
      throw new IllegalStateException("not every participant was told the end of its saga");
    }
    return theirs.add(result);
  }

  private void say(List<Load.Result> turns) {
    out()
        .printf(
            Locale.ROOT,
            "  %.0f and %.0f sagas/s%n",
            turns.get(0).perSecond(),
            turns.get(1).perSecond());
  }

  private Map<String, Double> report(OwnOrchestrator own, LraCoordinator lra) {
    Load.Result us = ours.total();
    Load.Result them = theirs.total();
    double commits = transactions / (double) us.sagas();
    Table table =
        new Table("coordinator", "sagas/s", "p50 ms", "p99 ms", "commits/saga")
            .row(own.name(), us.perSecond(), us.percentileMs(50), us.percentileMs(99), commits)
            .row(lra.name(), them.perSecond(), them.percentileMs(50), them.percentileMs(99), "-");
    out().print(table);
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("throughputVsLra", us.perSecond() / them.perSecond());
    ratios.put("p99VsLra", us.percentileMs(99) / them.percentileMs(99));
    ratios.put("commitsPerSaga", commits);
    return ratios;
  }
}
