package io.eafix.bench.idempotency;

import io.eafix.bench.BenchServers;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The application that the extension's own tests use, packaged, as a process. */
final class NoteApplication {

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final String DATABASE = "idempotency_it";

  private NoteApplication() {}

  /**
   * Starts it; it is stopped with the servers.
   *
   * @return its port
   */
  static int start(BenchServers servers) {
    Path jar =
        servers
            .project()
            .resolve("shared-idempotency/integration-tests/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StackException(
          "the measured application is not built ("
              + jar
              + " is missing): run mvn -DskipTests package");
    }
    servers.postgres().createDatabase(new PostgresAccount(DATABASE, servers.password()));
    int port = Ports.free();
    Path log = servers.directory().resolve("notes.log");
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(
                "notes",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-jar",
                    jar.toString()),
                environment(servers, port),
                servers.directory(),
                log,
                Signal.TERM));
    servers.closeLater(() -> process.stop(STOP_TIMEOUT));
    String url = "http://localhost:" + port;
    Waiting.until(READY_TIMEOUT, () -> !process.isAlive() || Health.isReady(url));
    if (!Health.isReady(url)) {
      throw new StackException("the measured application is not ready: see " + log);
    }
    return port;
  }

  private static Map<String, String> environment(BenchServers servers, int port) {
    return Map.of(
        "QUARKUS_HTTP_PORT", Integer.toString(port),
        "QUARKUS_HTTP_HOST", "localhost",
        "QUARKUS_DATASOURCE_REACTIVE_URL", servers.postgres().reactiveUrl(DATABASE),
        "QUARKUS_DATASOURCE_JDBC_URL", servers.postgres().jdbcUrl(DATABASE),
        "QUARKUS_DATASOURCE_USERNAME", DATABASE,
        "QUARKUS_DATASOURCE_PASSWORD", servers.password(),
        "QUARKUS_REDIS_HOSTS", servers.redis().url(),
        "MP_MESSAGING_INCOMING_NOTES_ENABLED", "false");
  }
}
