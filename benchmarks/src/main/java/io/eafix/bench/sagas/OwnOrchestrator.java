package io.eafix.bench.sagas;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.bench.HttpConnection;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.stack.Health;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The saga orchestrator as it is delivered, on Postgres and Redis of its own. */
final class OwnOrchestrator implements Contender {

  private static final String DATABASE = "sagas";
  private static final String DEFINITION = "bench";
  private static final String STEPS =
      """
      name: bench
      steps:
        - step: first
          participant: signal-service
          kind: compensatable
          action: {path: /first, input: '{"n": context.n}'}
          compensation: {path: /undo-first}
        - step: second
          participant: risk-service
          kind: compensatable
          action: {path: /second, input: '{"n": context.n}'}
          compensation: {path: /undo-second}
        - step: third
          participant: execution-engine
          kind: pivot
          action: {path: /third, input: '{"n": context.n}'}
      """;

  private final BenchServers servers;
  private final String url = "http://localhost:" + Ports.free();

  OwnOrchestrator(BenchServers servers) {
    this.servers = servers;
  }

  void start(String participants) throws Exception {
    servers.postgres().createDatabase(new PostgresAccount(DATABASE, servers.password()));
    Path folder = servers.project().resolve("saga-orchestrator/target/quarkus-app");
    Application.start(
        servers,
        "saga-orchestrator",
        folder,
        List.of(),
        Map.ofEntries(
            Map.entry("QUARKUS_HTTP_HOST", "localhost"),
            Map.entry("QUARKUS_HTTP_PORT", url.substring(url.lastIndexOf(':') + 1)),
            Map.entry("EAFIX_DB_PORT", Integer.toString(servers.postgres().port())),
            Map.entry("EAFIX_DB_USER", DATABASE),
            Map.entry("EAFIX_DB_PASSWORD", servers.password()),
            Map.entry("EAFIX_REDIS_URL", servers.redis().url()),
            Map.entry("EAFIX_SIGNAL_URL", participants),
            Map.entry("EAFIX_RISK_URL", participants),
            Map.entry("EAFIX_EXECUTION_URL", participants),
            Map.entry("EAFIX_SAGA_URL", url)),
        () -> Health.isReady(url));
    try (Calls calls = new Calls()) {
      calls.send(
          "PUT",
          url + "/saga-definitions/" + DEFINITION,
          Map.of("Content-Type", "application/yaml", "Idempotency-Key", "define"),
          STEPS);
    }
  }

  @Override
  public String name() {
    return "saga-orchestrator";
  }

  @Override
  public void saga(Calls calls) throws Exception {
    String key = UUID.randomUUID().toString();
    HttpConnection.Answer answer =
        calls.send(
            "POST",
            url + "/sagas",
            Map.of("Content-Type", "application/json", "Idempotency-Key", key, "Prefer", "wait=30"),
            "{\"definition\":\"%s\",\"businessKey\":\"%s\",\"context\":{\"n\":1}}"
                .formatted(DEFINITION, key));
    if (!"COMPLETED".equals(answer.header("Saga-State"))) {
      throw new IllegalStateException(answer.text() + " is " + answer.header("Saga-State"));
    }
  }

  /**
   * Transactions that wrote something so far, in the whole cluster: each takes one transaction id,
   * and so does this question.
   */
  long transactions() throws SQLException {
    try (Connection connection = servers.postgres().connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
