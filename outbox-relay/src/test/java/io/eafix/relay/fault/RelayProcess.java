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
import java.util.concurrent.SynchronousQueue;

/**
 * A relay in a process of its own, which a test stops at a chosen step. Commands come on standard
 * input: {@code ARM step n} makes the n-th lane that reaches the step from now on print {@code AT
 * step} and wait there; {@code GO} lets it go on.
 */
public final class RelayProcess implements StepListener {

  private final SynchronousQueue<String> go = new SynchronousQueue<>();
  private Step armed;
  private int left;

  private RelayProcess() {}

  /** With the path of a properties file. */
  public static void main(String[] args) throws IOException {
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
    if (args.length > 1) {
      process.arm(args[1]);
    }
    config.sources().forEach(relay::add);
    process.obey();
    relay.close();
    System.exit(0);
  }

  private void obey() {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        if (line.startsWith("ARM ")) {
          arm(line.substring(4));
        } else if (line.equals("GO")) {
          go.put(line);
        } else if (line.equals("END")) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void arm(String stepAndCount) {
    String[] parts = stepAndCount.split(" ");
    armed = Step.valueOf(parts[0]);
    left = Integer.parseInt(parts[1]);
  }

  @Override
  public void reached(int lane, Step step) {
    synchronized (this) {
      if (step != armed || --left > 0) {
        return;
      }
      armed = null;
    }
    System.out.println("AT " + step);
    try {
      go.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
