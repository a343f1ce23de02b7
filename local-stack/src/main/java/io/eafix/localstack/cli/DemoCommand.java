package io.eafix.localstack.cli;

import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.bars.BarFile;
import io.eafix.localstack.bars.BundledBars;
import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.check.Promises;
import io.eafix.localstack.check.Settlement;
import io.eafix.localstack.check.TradeLog;
import io.eafix.localstack.replay.Replay;
import io.eafix.localstack.replay.ReplayResult;
import io.eafix.localstack.report.DemoReport;
import io.eafix.localstack.report.JsonReport;
import io.eafix.localstack.report.TableReport;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.Progress;
import io.eafix.localstack.stack.RemoteStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eafix demo}: starts everything, trades, checks, reports, stops. */
@Command(
    name = "demo",
    description =
        "Start everything, replay bars with every request sent twice, check that each effect"
            + " happened once, report, stop. Exits 0 only if every check holds.")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--bars",
      paramLabel = "FILE",
      description =
          "CSV with time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close;"
              + " default is the bundled synthetic file")
  private Path bars;

  @Option(
      names = "--trades",
      paramLabel = "FILE",
      description =
          "Write every signal, risk decision, order, fill and position, without ids and times of"
              + " the wall clock: each run with the same bars writes the same file")
  private Path trades;

  @Option(names = "--json", description = "Print one JSON object as the last line")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Go on with the data of the last demo instead of beginning anew")
  private boolean keep;

  @Option(
      names = "--attach",
      description =
          "Trade on a stack that runs elsewhere, told by EAFIX_*_URL, EAFIX_KAFKA, EAFIX_DB_HOST,"
              + " EAFIX_DB_PORT and EAFIX_*_DB_PASSWORD, and leave it running; EAFIX_FIX=true and"
              + " EAFIX_FIX_SIMULATOR_URL if its venue is the FIX simulator")
  private boolean attach;

  @Mixin private VenueOption venue;

  @Override
  public Integer call() {
    Console console = json ? Console.forPrograms() : Console.forPeople();
    List<Bar> read = bars == null ? BundledBars.read() : BarFile.read(bars);
    console.say(read.size() + " bars from " + (bars == null ? BundledBars.NAME : bars));
    DemoReport report = attach ? attached(read, console) : started(read, console);
    if (json) {
      console.result(JsonReport.write(report));
    }
    return report.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private DemoReport started(List<Bar> bars, Console console) {
    long start = System.nanoTime();
    try (RunningStack running =
        RunningStack.claim(layout(), ports(), venue.value(), !keep, console)) {
      running.start();
      DemoReport report = run(running.stack(), bars, console, start);
      console.say("stopping");
      return report;
    }
  }

  private DemoReport attached(List<Bar> bars, Console console) {
    long start = System.nanoTime();
    RemoteStack stack = new RemoteStack(System.getenv());
    stack.awaitReady(console);
    return run(stack, bars, console, start);
  }

  private DemoReport run(Endpoints stack, List<Bar> bars, Progress progress, long start) {
    String signals = stack.url(Component.SIGNALS);
    ReplayResult replay = new Replay(signals, progress).run(bars);
    Figures figures = new Settlement(stack, progress).await();
    List<CheckResult> checks = new ArrayList<>(Promises.check(replay, figures));
    checks.addAll(Promises.check(figures));
    DemoReport report =
        new DemoReport(
            replay, figures, List.copyOf(checks), Duration.ofNanos(System.nanoTime() - start));
    progress.say("\n" + TableReport.write(report));
    if (trades != null) {
      TradeLog.read(stack).writeTo(trades);
      progress.say("what was traded is in " + trades);
    }
    progress.say(Addresses.of(stack));
    return report;
  }

  private static Layout layout() {
    return Layout.demo(Repository.folder());
  }

  private static PortMap ports() {
    return PortMap.fromEnvironment(System.getenv());
  }
}
