package io.eafix.relay.fault;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.TestConfig;
import io.eafix.testservers.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link RelayProcess} that a test started: to be stopped at a step, killed, paused, resumed. */
public final class RelayHandle implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "relay-processes");

  private final Process process;
  private final UUID self;
  private final Path log;
  private final BlockingQueue<At> reached = new LinkedBlockingQueue<>();
  private volatile boolean held;

  /** Where a lane stands. */
  public record At(Step step, int lane) {}

  private RelayHandle(Process process, UUID self, Path log) {
    this.process = process;
    this.self = self;
    this.log = log;
    Thread reader = new Thread(this::read, "output of relay " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a relay of one database with a short lease, which stops at the n-th of this step. */
  public static RelayHandle start(OutboxDatabase database, Step armed, int nth) {
    RelayHandle relay = ready(database);
    relay.arm(armed, nth);
    relay.publish();
    return relay;
  }

  /** Starts a relay of one database with a short lease. */
  public static RelayHandle start(OutboxDatabase database) {
    RelayHandle relay = ready(database);
    relay.publish();
    return relay;
  }

  /** Starts the process of a relay, which publishes when it is told to. */
  public static RelayHandle ready(OutboxDatabase database) {
    UUID self = UUID.randomUUID();
    Properties properties = new Properties();
    properties.putAll(TestConfig.properties(database));
    properties.put("self", self.toString());
    properties.put("bootstrap.servers", TestServers.kafka().bootstrapServers());
    properties.put("eafix.relay.batches.events-max", "20");
    // Each partition costs a transaction two writes to the disk.
    properties.put("eafix.relay.kafka.topic-partitions", "2");
    // No slot is emptied, so that the database knows all events at the end.
    properties.put("eafix.relay.slots.bytes-max", Long.toString(1L << 40));
    try {
      Files.createDirectories(LOGS);
      Path file = LOGS.resolve(self + ".properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      Path log = LOGS.resolve(self + ".log");
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+UseSerialGC",
                      "-Xshare:auto",
                      "-Dorg.jboss.logging.provider=jdk",
                      "-Xmx192m",
                      "-cp",
                      System.getProperty(
                          "surefire.test.class.path", System.getProperty("java.class.path")),
                      RelayProcess.class.getName(),
                      file.toString()))
              .redirectError(log.toFile())
              .start();
      return new RelayHandle(process, self, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "AT" -> reached.add(new At(Step.valueOf(words[1]), Integer.parseInt(words[2])));
          case "HELD" -> held = true;
          default -> {
            // The JVM has something to say.
          }
        }
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }

  /** Identity of the process in the database. */
  public UUID self() {
    return self;
  }

  /** What the process logged. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a lane stands; waits up to a limit, then gives {@code null}. */
  public At reached(Duration atMost) {
    Waiting.until(atMost, () -> !reached.isEmpty() || !process.isAlive());
    return reached.poll();
  }

  /** Begins to publish. */
  public void publish() {
    tell("START");
  }

  /** Stops the n-th lane that reaches the step from now on; one that stands at a step goes on. */
  public void arm(Step step, int nth) {
    tell("ARM " + step + " " + nth);
  }

  /** Lets the lane at the step go on, and stops none any more. */
  public void go() {
    tell("GO");
  }

  /** Lets all lanes wait at their next steps until a step is armed; waits until it is obeyed. */
  public void hold() {
    held = false;
    tell("HOLD");
    if (!Waiting.until(Duration.ofSeconds(30), () -> held)) {
      throw new AssertionError("the relay does not obey: " + log());
    }
  }

  private void tell(String command) {
    try {
      process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    signal("KILL");
    await();
  }

  /** SIGSTOP. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /** Whether it runs, or is paused. */
  public boolean isAlive() {
    return process.isAlive();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      signal("CONT");
      kill();
    }
  }
}
