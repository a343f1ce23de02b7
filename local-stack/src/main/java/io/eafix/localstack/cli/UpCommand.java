package io.eafix.localstack.cli;

import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eafix up}: starts everything and leaves it running. */
@Command(
    name = "up",
    description =
        "Start everything and keep it running. Ctrl-C stops it; the data stay for the next time.")
final class UpCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  @Option(names = "--fresh", description = "Delete the data of the last time first")
  private boolean fresh;

  @Mixin private VenueOption venue;

  @Override
  public Integer call() {
    Console console = Console.forPeople();
    Layout layout = Layout.kept(Repository.folder());
    PortMap ports = PortMap.fromEnvironment(System.getenv());
    try (RunningStack running = RunningStack.claim(layout, ports, venue.value(), fresh, console)) {
      running.start();
      console.say("\n" + Addresses.of(running.stack()));
      console.say("EAFIX is up; Ctrl-C stops it.");
      Stack stack = running.stack();
      Waiting.until(FOREVER, LOOK_EVERY, () -> !stack.ended().isEmpty());
      throw new StackException(ended(stack.ended(), layout));
    }
  }

  private static String ended(List<Component> ended, Layout layout) {
    String names = ended.stream().map(Component::label).collect(Collectors.joining(", "));
    return names + " ended on its own; see its log in " + layout.logs() + ". Stopping the rest.";
  }
}
