package io.eafix.systemtests.saga;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Health;
import io.eafix.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Orchestrator processes that share one database. */
final class Replicas implements AutoCloseable {
  static final Duration LEASE = Duration.ofMillis(1_500);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final String database;
  private final Map<String, String> participants;
  private final List<Integer> ports = new ArrayList<>();
  private final List<ChildProcess> processes = new ArrayList<>();

  /**
   * @param participants base URLs by participant
   */
  Replicas(String database, Map<String, String> participants) {
    this.database = database;
    this.participants = participants;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      ports.add(Ports.free());
      processes.add(null);
      launch(i);
    }
    for (int i = 0; i < count; i++) {
      awaitReady(i);
    }
  }

  int count() {
    return processes.size();
  }

  String url(int replica) {
    return "http://localhost:" + ports.get(replica);
  }

  /** SIGKILL. */
  void kill(int replica) {
    processes.get(replica).kill();
  }

  /** A new process in the place of one that was killed. */
  void startAgain(int replica) {
    launch(replica);
    awaitReady(replica);
  }

  /** SIGSTOP. */
  void pause(int replica) {
    processes.get(replica).pause();
  }

  /** SIGCONT. */
  void resume(int replica) {
    processes.get(replica).resume();
  }

  /** SIGTERM: an end in order. */
  void stop(int replica) {
    processes.get(replica).stop(STOP_TIMEOUT);
  }

  /** Value of a replica's metric without tags; NaN if it does not answer or has no such metric. */
  double metric(int replica, String name) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url(replica) + "/q/metrics"))
                  .timeout(Duration.ofSeconds(3))
                  .build(),
              HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + ' '))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException away) {
      return Double.NaN;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    processes.forEach(process -> process.stop(STOP_TIMEOUT));
  }

  private void awaitReady(int replica) {
    if (!Waiting.until(READY_TIMEOUT, () -> Health.isReady(url(replica)))) {
      throw new IllegalStateException("orchestrator " + replica + " is not ready: see its log");
    }
  }

  private void launch(int replica) {
    Path home = Path.of(System.getProperty("eafix.home", "..")).toAbsolutePath().normalize();
    Path logs = Path.of("target", "stacks", database).toAbsolutePath();
    processes.set(
        replica,
        ChildProcess.start(
            new ProcessSpec(
                "orchestrator-" + replica,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-jar",
                    home.resolve("saga-orchestrator/target/quarkus-app/quarkus-run.jar")
                        .toString()),
                environment(replica),
                home,
                logs.resolve("orchestrator-" + replica + ".log"),
                Signal.TERM)));
  }

  private Map<String, String> environment(int replica) {
    PostgresAccount account = TestServers.database(database);
    String postgres = TestServers.postgres().reactiveUrl(database);
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.get(replica)));
    environment.put("EAFIX_DB_USER", account.name());
    environment.put("EAFIX_DB_PASSWORD", account.password());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres);
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", TestServers.postgres().jdbcUrl(database));
    environment.put("EAFIX_REDIS_URL", TestServers.redis().url());
    environment.put("EAFIX_SAGA_URL", url(replica));
    environment.put("EAFIX_SAGA_LEASE_MS", Long.toString(LEASE.toMillis()));
    // Small enough that sagas also wait in Postgres and are released and claimed again.
    environment.put("EAFIX_SAGA_ACTIVE_MAX", "100");
    environment.put("EAFIX_SAGA_RELEASE_AFTER_MS", "100");
    environment.put("EAFIX_SAGA_REPLICA_NAME", "replica-" + replica);
    participants.forEach(
        (name, url) -> environment.put("EAFIX_" + name.toUpperCase(Locale.ROOT) + "_URL", url));
    return environment;
  }
}
