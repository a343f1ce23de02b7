package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.check.Promises;
import io.eafix.localstack.check.Settlement;
import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.Stack;
import io.eafix.localstack.stack.Venue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * All of EAFIX as real processes on free ports, one stack for each test class, or for a part of a
 * test. Its data and logs lie in {@code target/stacks/<name>}; of a test class that failed they
 * stay there.
 */
final class RunningEafix
    implements BeforeAllCallback, AfterAllCallback, TestWatcher, AutoCloseable {
  private final Venue venue;
  private Path directory;
  private Stack stack;
  private boolean failed;

  /** With the paper venue. */
  RunningEafix() {
    this(Venue.PAPER);
  }

  RunningEafix(Venue venue) {
    this.venue = venue;
  }

  /** Starts a stack of its own, which the caller closes. */
  static RunningEafix open(String name) throws Exception {
    RunningEafix eafix = new RunningEafix();
    try {
      eafix.start(name);
      return eafix;
    } catch (Exception | Error e) {
      eafix.close();
      throw e;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    start(context.getRequiredTestClass().getSimpleName());
  }

  private void start(String name) throws Exception {
    Path repository = Path.of(System.getProperty("eafix.home", "..")).toRealPath();
    directory = Path.of("target", "stacks", name).toAbsolutePath();
    BinaryCache.delete(directory);
    Files.createDirectories(directory);
    stack =
        Stack.claim(
            Layout.separate(repository, directory), PortMap.free(), venue, true, line -> {});
    stack.start();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed = true;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
    if (!failed) {
      BinaryCache.delete(directory.resolve("data"));
    }
  }

  @Override
  public void close() {
    if (stack != null) {
      stack.close();
    }
  }

  Stack stack() {
    return stack;
  }

  String url(Component service) {
    return stack.ports().url(service);
  }

  /** Waits until nothing is left to do, and holds the outcome against every promise. */
  Figures assertPromisesKept() {
    Figures figures = new Settlement(stack, line -> {}).await();
    List<CheckResult> broken =
        Promises.check(figures).stream().filter(check -> !check.kept()).toList();
    assertEquals(List.of(), broken);
    return figures;
  }

  /** How many sagas there are of which kind, by what the database says. */
  SagaCounts sagas() {
    return SagaCounts.read(stack);
  }

  /** SIGKILL, and a new process right after. */
  void crash(Component component) {
    stack.kill(component);
    stack.startAgain(component);
  }
}
