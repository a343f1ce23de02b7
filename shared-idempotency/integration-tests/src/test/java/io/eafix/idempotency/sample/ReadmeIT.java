package io.eafix.idempotency.sample;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.stack.Health;
import io.eafix.testservers.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of the sample's README and compares what they print with what it says. */
class ReadmeIT {

  private static final Path SAMPLE = Path.of("..", "sample");
  private static final String DATABASE = "orders_readme";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int STEPS = 5;

  private final int port = Ports.free();
  private final String url = "http://localhost:" + port;
  private List<ReadmeStep> steps;
  private Process application;

  @BeforeEach
  void start() throws IOException {
    steps = ReadmeStep.read(SAMPLE.resolve("README.md"));
    String start = steps.stream().filter(ReadmeStep::starts).findFirst().orElseThrow().command();
    application = bash(start, true);
    await().atMost(PATIENCE).until(() -> !application.isAlive() || Health.isReady(url));
  }

  @AfterEach
  void stop() throws InterruptedException {
    application.descendants().forEach(ProcessHandle::destroy);
    application.destroy();
    assertTrue(application.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void theReadmeSaysWhatHappens() throws Exception {
    assertTrue(application.isAlive(), "see target/readme.log");
    List<ReadmeStep> requests = steps.stream().filter(step -> !step.starts()).toList();
    assertEquals(STEPS, requests.size());
    for (ReadmeStep step : requests) {
      Process command = bash(step.command(), false);
      String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, command.waitFor(), step.command() + printed);
      assertFalse(step.expected().isEmpty(), step.command());
      for (String line : step.expected()) {
        assertTrue(printed.contains(line), () -> line + "\nis not in\n" + printed);
      }
      boolean replay = step.expected().contains("Idempotent-Replayed: true");
      assertEquals(replay, printed.contains("Idempotent-Replayed"), printed);
    }
  }

  private Process bash(String script, boolean logged) throws IOException {
    PostgresAccount account = TestServers.database(DATABASE);
    ProcessBuilder builder = new ProcessBuilder("bash", "-ec", script).redirectErrorStream(true);
    builder.directory(SAMPLE.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "URL", url,
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_DATASOURCE_REACTIVE_URL", TestServers.postgres().reactiveUrl(DATABASE),
                "QUARKUS_DATASOURCE_JDBC_URL", TestServers.postgres().jdbcUrl(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME", account.name(),
                "QUARKUS_DATASOURCE_PASSWORD", account.password(),
                "QUARKUS_REDIS_HOSTS", TestServers.redis().url()));
    if (logged) {
      Files.createDirectories(Path.of("target"));
      builder.redirectOutput(Path.of("target", "readme.log").toFile());
    }
    return builder.start();
  }
}
