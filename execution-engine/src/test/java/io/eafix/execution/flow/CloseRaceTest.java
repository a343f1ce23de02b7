package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A close reads the position and what is closing it at one moment. */
@QuarkusTest
class CloseRaceTest {
  private static final int PATIENCE_SECONDS = 20;

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE '%AS closing%' AND pid <> pg_backend_pid()""";

  /** What a transaction sees of other sessions is kept for its whole life. */
  private static final String LOOK_AGAIN = "SELECT pg_stat_clear_snapshot()";

  private static final String FILL =
      """
      INSERT INTO fill
      SELECT venue, account, id::text, id, cl_ord_id, symbol, side, quantity, 1.2, now(), now()
      FROM orders WHERE id = '%s'""";
  private static final String FILLED =
      "UPDATE orders SET status = 'FILLED', filled = quantity, notional = quantity * 1.2 WHERE id = '%s'";

  @Inject AgroalDataSource database;

  private final String account = Engine.account();

  @Test
  void aFillBetweenIsNotClosedTwice() throws Exception {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    String order = Engine.awaitStatus(Engine.submitted(closing()), "NEW").path("orderId");
    CompletableFuture<Response> close;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      close = CompletableFuture.supplyAsync(this::close);
      awaitReading(statement);
      statement.execute(FILL.formatted(order));
      statement.execute(FILLED.formatted(order));
      connection.commit();
    }
    close
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .then()
        .statusCode(422)
        .body("type", endsWith("nothing-to-close"));
  }

  @Test
  void whatAReplaceOnItsWayMayAddIsNotClosedTwice() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "FILLED");
    Map<String, Object> small = closing();
    small.put("quantity", "4000");
    String order = Engine.awaitStatus(Engine.submitted(small), "NEW").path("orderId");
    Engine.fault("DROP_ANSWER", "REPLACE", 1, 0);
    Engine.fault("DROP_ANSWER", "QUERY", 5, 0);
    try {
      String growing =
          Engine.write(UUID.randomUUID().toString())
              .body(Map.of("quantity", "10000"))
              .post("/orders/" + order + "/replace")
              .path("executionId");
      Engine.await(() -> Engine.status(growing), a -> "IN_DOUBT".equals(a.path("state")), "lost");
      close().then().statusCode(422).body("type", endsWith("nothing-to-close"));
    } finally {
      Engine.noFaults();
    }
  }

  private static void awaitReading(Statement statement) {
    Engine.await(
        () -> given().get("/q/health/live"),
        live -> {
          try {
            statement.execute(LOOK_AGAIN);
            ResultSet waiting = statement.executeQuery(WAITING);
            waiting.next();
            return waiting.getInt(1) > 0;
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        },
        "reading");
  }

  private Response close() {
    return Engine.write(UUID.randomUUID().toString())
        .body(Map.of("account", account, "symbol", "EURUSD"))
        .post("/positions/close");
  }

  private Map<String, Object> closing() {
    Map<String, Object> order = Engine.marketOrder(account);
    order.put("side", "SELL");
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.20000");
    return order;
  }
}
