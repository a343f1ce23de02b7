package io.eafix.bench.orders;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.bench.HttpConnection;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Health;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Market orders through {@code POST /orders} of the engine as it is delivered, to the paper venue.
 */
final class EngineOrders implements AutoCloseable {
  static final String DATABASE = "execution";

  private static final Duration FILLED_WITHIN = Duration.ofSeconds(60);
  private static final int ACCEPTED = 202;
  private static final String ORDER =
      """
      {"account":"BENCH","symbol":"EURUSD","side":"BUY","quantity":"10000","type":"MARKET",\
      "timeInForce":"IOC","bid":"1.08500","ask":"1.08512"}""";

  private final List<HttpConnection> connections = new ArrayList<>();
  private final Connection look;

  private EngineOrders(int port, int clients, Connection look) throws IOException {
    this.look = look;
    for (int i = 0; i < clients; i++) {
      connections.add(new HttpConnection(port));
    }
  }

  static EngineOrders start(BenchServers servers, int clients) throws Exception {
    servers.postgres().createDatabase(new PostgresAccount(DATABASE, servers.password()));
    int port = Ports.free();
    String url = "http://localhost:" + port;
    Application.start(
        servers,
        "execution-engine",
        servers.project().resolve("execution-engine/target/quarkus-app"),
        List.of(),
        Map.ofEntries(
            Map.entry("QUARKUS_HTTP_HOST", "localhost"),
            Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
            Map.entry("EAFIX_DB_PORT", Integer.toString(servers.postgres().port())),
            Map.entry("EAFIX_DB_USER", DATABASE),
            Map.entry("EAFIX_DB_PASSWORD", servers.password()),
            Map.entry("EAFIX_REDIS_URL", servers.redis().url()),
            // What is measured is the engine, not the limit that protects venues from it.
            Map.entry("EAFIX_EXECUTION_GATE_MESSAGES_PER_SECOND_MAX", "1000000"),
            Map.entry("EAFIX_EXECUTION_GATE_BURST_MAX", "1000000")),
        () -> Health.isReady(url));
    EngineOrders engine = new EngineOrders(port, clients, servers.postgres().connect(DATABASE));
    servers.closeLater(engine);
    return engine;
  }

  Turn turn(int ordersEach) throws InterruptedException {
    List<Turn.Client> clients = new ArrayList<>();
    connections.forEach(connection -> clients.add(() -> enter(connection)));
    return Turn.run(clients, ordersEach, this::awaitFilled);
  }

  private static void enter(HttpConnection connection) throws IOException {
    String key = UUID.randomUUID().toString();
    HttpConnection.Answer answer = connection.post("/orders", key, ORDER);
    if (answer.status() != ACCEPTED || answer.replayed()) {
      throw new IOException("status " + answer.status());
    }
  }

  private void awaitFilled() {
    if (!Waiting.until(FILLED_WITHIN, () -> count("orders where status <> 'FILLED'") == 0)) {
      throw new StackException("not every order was filled");
    }
  }

  long count(String what) {
    try (Statement statement = look.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + what)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new StackException("cannot count " + what + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws Exception {
    for (HttpConnection connection : connections) {
      connection.close();
    }
    look.close();
  }
}
