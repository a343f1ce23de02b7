package io.eafix.relay.fault;

import io.eafix.relay.Relay;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.lane.Step;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.stats.RelayMetrics;
import io.eafix.relay.support.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;

/**
 * A relay in a process of its own, which a test stops at a chosen step. Commands come on standard
 * input: {@code START} begins publishing, so that a process can be started before it is needed;
 * {@code ARM step n} makes the n-th lane that reaches the step from now on print {@code AT step
 * lane} and wait there; {@code GO} arms nothing. Both let a lane go on that waits at a step. {@code
 * HOLD} prints {@code HELD} and lets every lane wait at its next step for the command that follows.
 */
public final class RelayProcess implements StepListener {

  private final Map<Integer, Thread> newest = new HashMap<>();
  private Step armed;
  private int left;
  private boolean holding;

  /** Raised by every command that lets waiting lanes go on. */
  private int released;

  private RelayProcess() {}

  /** With the path of a properties file. */
  public static void main(String[] args) throws IOException {
    // Unless told otherwise the log manager lets libraries write out every trace.
    LogContext.getLogContext().getLogger("").setLevel(Level.INFO);
    Map<String, String> properties = new HashMap<>();
    Properties file = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      file.load(reader);
    }
    file.forEach((key, value) -> properties.put((String) key, (String) value));
    RelayConfig config = TestConfig.of(properties);
    RelayProcess process = new RelayProcess();
    Relay relay =
        new Relay(
            Vertx.vertx(),
            config,
            Map.of("bootstrap.servers", properties.get("bootstrap.servers")),
            new RelayMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            Clock.systemUTC(),
            process,
            UUID.fromString(properties.get("self")),
            "test");
    process.obey(() -> config.sources().forEach(relay::add));
    relay.close();
    System.exit(0);
  }

  private void obey(Runnable start) {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "START" -> start.run();
          case "ARM" -> arm(Step.valueOf(words[1]), Integer.parseInt(words[2]));
          case "GO" -> arm(null, 0);
          case "HOLD" -> hold();
          default -> throw new IllegalArgumentException(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void arm(Step step, int nth) {
    armed = step;
    left = nth;
    holding = false;
    released++;
    notifyAll();
  }

  private synchronized void hold() {
    holding = true;
    System.out.println("HELD");
  }

  @Override
  public synchronized void reached(int lane, Step step) {
    if (step == Step.TAKEN) {
      newest.put(lane, Thread.currentThread());
    }
    awaitWhile(() -> holding);
    // A lane that was lost and taken again may have two workers; the former counts no more.
    boolean isNewest = newest.get(lane) == Thread.currentThread();
    if (step != armed || !isNewest || --left > 0) {
      return;
    }
    armed = null;
    System.out.println("AT " + step + " " + lane);
    int before = released;
    awaitWhile(() -> released == before);
  }

  private void awaitWhile(BooleanSupplier condition) {
    try {
      while (condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
