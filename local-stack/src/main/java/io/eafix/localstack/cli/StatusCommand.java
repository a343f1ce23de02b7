package io.eafix.localstack.cli;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Health;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.RunRegistry;
import io.eafix.localstack.stack.RunningProcess;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code eafix status}: tells what runs. */
@Command(
    name = "status",
    description = "Tell what runs, with process ids, ports and health. Exits 0 if all is well.")
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-20s %-9s %-7s %s";

  @Override
  public Integer call() {
    Console console = Console.forPeople();
    RunRegistry registry = new RunRegistry(Layout.kept(Repository.folder()));
    if (registry.running().isEmpty()) {
      console.result("nothing runs; start it with ./eafix up");
      return ExitCode.SOFTWARE;
    }
    console.result(ROW.formatted("PROCESS", "PID", "PORT", "HEALTH"));
    boolean well = true;
    for (Component component : Component.values()) {
      Optional<RunningProcess> written = registry.find(component.label());
      if (component == Component.FIX_SIMULATOR && written.isEmpty()) {
        // This stack's venue is another.
        continue;
      }
      Optional<RunningProcess> process = written.filter(found -> found.find().isPresent());
      Condition condition =
          process.map(found -> condition(component, found)).orElse(Condition.DOWN);
      well &= condition == Condition.READY;
      console.result(
          ROW.formatted(
              component.label(),
              process.map(found -> Long.toString(found.identity().pid())).orElse("-"),
              process.map(found -> Integer.toString(found.port())).orElse("-"),
              condition.text));
    }
    return well ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Condition condition(Component component, RunningProcess process) {
    boolean ready =
        component.isService() || component == Component.FIX_SIMULATOR
            ? Health.isReady("http://localhost:" + process.port())
            : Ports.accepts(process.port());
    return ready ? Condition.READY : Condition.NOT_READY;
  }

  private enum Condition {
    READY("ready"),
    NOT_READY("runs, not ready"),
    DOWN("down");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }
}
