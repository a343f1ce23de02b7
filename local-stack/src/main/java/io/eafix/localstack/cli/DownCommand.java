package io.eafix.localstack.cli;

import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.RunRegistry;
import io.eafix.localstack.stack.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code eafix down}: stops a stack, also one whose launcher is gone. */
@Command(
    name = "down",
    description = "Stop a stack that runs in another terminal or was left behind; data stay.")
final class DownCommand implements Callable<Integer> {
  private static final Duration LAUNCHER_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

  private final Console console = Console.forPeople();

  @Override
  public Integer call() {
    RunRegistry registry = new RunRegistry(Layout.kept(Repository.folder()));
    boolean stopped = stopLauncher(registry);
    List<RunningProcess> left = new ArrayList<>(registry.running());
    Collections.reverse(left);
    left.forEach(process -> stop(registry, process));
    console.result(stopped || !left.isEmpty() ? "stopped" : "nothing runs");
    return ExitCode.OK;
  }

  /** A launcher that lives stops its stack in order itself. */
  private boolean stopLauncher(RunRegistry registry) {
    return registry
        .find(RunRegistry.LAUNCHER)
        .flatMap(RunningProcess::find)
        .map(
            launcher -> {
              console.say("stopping the stack of process " + launcher.pid());
              launcher.destroy();
              Waiting.until(LAUNCHER_TIMEOUT, () -> !launcher.isAlive());
              return true;
            })
        .orElse(false);
  }

  private void stop(RunRegistry registry, RunningProcess process) {
    console.say(
        "stopping " + process.name() + ", left behind as process " + process.identity().pid());
    Signal.CONT.send(process.identity().pid());
    process.stopSignal().send(process.identity().pid());
    if (!gone(process, STOP_TIMEOUT)) {
      Signal.KILL.send(process.identity().pid());
      if (!gone(process, KILL_TIMEOUT)) {
        throw new StackException(
            process.name()
                + " does not stop: end process "
                + process.identity().pid()
                + " by hand");
      }
    }
    registry.remove(process.name());
  }

  private static boolean gone(RunningProcess process, Duration atMost) {
    return Waiting.until(atMost, () -> process.find().isEmpty());
  }
}
