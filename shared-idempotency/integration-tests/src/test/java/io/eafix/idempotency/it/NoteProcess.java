package io.eafix.idempotency.it;

import static org.awaitility.Awaitility.await;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.stack.Health;
import io.eafix.testservers.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The packaged application as a process of its own, which a test may kill. */
final class NoteProcess implements AutoCloseable {

  static final String DATABASE = "idempotency_processes";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final ChildProcess process;
  private final String url;

  private NoteProcess(ChildProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it on the servers of this JVM and the given Redis, and waits until it is ready. */
  static NoteProcess start(String redisUrl) {
    PostgresAccount account = TestServers.database(DATABASE);
    int port = Ports.free();
    Path target = Path.of("target").toAbsolutePath();
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(
                "notes-" + port,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-jar",
                    target.resolve("quarkus-app/quarkus-run.jar").toString()),
                Map.of(
                    "QUARKUS_HTTP_PORT", Integer.toString(port),
                    "QUARKUS_DATASOURCE_REACTIVE_URL", TestServers.postgres().reactiveUrl(DATABASE),
                    "QUARKUS_DATASOURCE_JDBC_URL", TestServers.postgres().jdbcUrl(DATABASE),
                    "QUARKUS_DATASOURCE_USERNAME", account.name(),
                    "QUARKUS_DATASOURCE_PASSWORD", account.password(),
                    "QUARKUS_REDIS_HOSTS", redisUrl,
                    "MP_MESSAGING_INCOMING_NOTES_ENABLED", "false"),
                target,
                target.resolve("notes-" + port + ".log"),
                Signal.TERM));
    NoteProcess notes = new NoteProcess(process, "http://localhost:" + port);
    await().atMost(PATIENCE).until(() -> Health.isReady(notes.url));
    return notes;
  }

  /** Sends a request; the answer fails if the process dies first. */
  CompletableFuture<HttpResponse<String>> post(String path, String key, String body) {
    return HTTP.sendAsync(
        request(path)
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=30")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Makes the process die when an execution of the operation comes to the step. */
  void dieAt(String operation, String step) {
    int status =
        HTTP.sendAsync(
                request("/failpoint/" + operation + "/" + step)
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.discarding())
            .join()
            .statusCode();
    if (status != 204) {
      throw new IllegalStateException("the failpoint was not set: " + status);
    }
  }

  /** Notes with the text. */
  long count(String text) {
    HttpResponse<String> answer =
        HTTP.sendAsync(
                request("/notes/count?text=" + text).GET().build(),
                HttpResponse.BodyHandlers.ofString())
            .join();
    return Long.parseLong(answer.body());
  }

  void awaitDeath() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  @Override
  public void close() {
    process.kill();
  }
}
