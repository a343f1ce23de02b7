package io.eafix.localstack.cli;

import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.bars.BarFile;
import io.eafix.localstack.bars.BundledBars;
import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.check.Promises;
import io.eafix.localstack.check.Settlement;
import io.eafix.localstack.replay.Replay;
import io.eafix.localstack.replay.ReplayResult;
import io.eafix.localstack.report.DemoReport;
import io.eafix.localstack.report.JsonReport;
import io.eafix.localstack.report.TableReport;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.Progress;
import io.eafix.localstack.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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

  @Option(names = "--json", description = "Print one JSON object as the last line")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Go on with the data of the last demo instead of beginning anew")
  private boolean keep;

  @Override
  public Integer call() {
    Console console = json ? Console.forPrograms() : Console.forPeople();
    List<Bar> read = bars == null ? BundledBars.read() : BarFile.read(bars);
    console.say(read.size() + " bars from " + (bars == null ? BundledBars.NAME : bars));
    DemoReport report;
    long start = System.nanoTime();
    try (RunningStack running = RunningStack.claim(layout(), ports(), !keep, console)) {
      running.start();
      report = run(running.stack(), read, console, start);
      console.say("\n" + TableReport.write(report));
      console.say(Addresses.of(running.stack().ports()));
      console.say("stopping");
    }
    if (json) {
      console.result(JsonReport.write(report));
    }
    return report.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static DemoReport run(Stack stack, List<Bar> bars, Progress progress, long start) {
    String signals = stack.ports().url(Component.SIGNALS);
    ReplayResult replay = new Replay(signals, progress).run(bars);
    Figures figures = new Settlement(stack, progress).await();
    List<CheckResult> checks = new ArrayList<>(Promises.check(replay, figures));
    checks.addAll(Promises.check(figures));
    return new DemoReport(
        replay, figures, List.copyOf(checks), Duration.ofNanos(System.nanoTime() - start));
  }

  private static Layout layout() {
    return Layout.demo(Repository.folder());
  }

  private static PortMap ports() {
    return PortMap.fromEnvironment(System.getenv());
  }
}
