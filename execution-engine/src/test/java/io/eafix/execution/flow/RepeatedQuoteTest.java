package io.eafix.execution.flow;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A quote moves a paper market once, however often it comes at the same time. */
@QuarkusTest
class RepeatedQuoteTest {
  private static final String SYMBOL = "RACE";
  private static final int TIMES = 2;

  @Inject AgroalDataSource database;

  @Test
  void anOrderInAShallowMarketFillsOnceAtAQuoteThatComesTwiceAtOnce() throws SQLException {
    quote("1.10000", "1.10010", "2026-01-06T10:00:00Z").then().statusCode(200);
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("levelQuantity", "4000", "levels", 1, "step", "0"))
        .put("/venues/paper/markets/" + SYMBOL + "/depth")
        .then()
        .statusCode(204);
    String execution = Engine.submitted(resting());
    Engine.awaitStatus(execution, "NEW");

    List<CompletableFuture<Response>> quotes;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "SELECT FROM paper_venue.market WHERE symbol = '" + SYMBOL + "' FOR UPDATE");
      quotes =
          Stream.generate(() -> CompletableFuture.supplyAsync(RepeatedQuoteTest::better))
              .limit(TIMES)
              .toList();
      Engine.await(() -> Engine.status(execution), a -> waiting(statement) == TIMES, "waiting");
      connection.rollback();
    }
    assertEquals(1, quotes.stream().mapToInt(moved -> moved.join().path("orders")).sum());
    Engine.awaitStatus(execution, "PARTIALLY_FILLED").then().body("order.filled", equalTo("4000"));
  }

  /** Both have read the market as it was, and neither has moved it. */
  private static int waiting(Statement statement) {
    String count =
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO market%'""";
    try {
      // A transaction sees who waits as it first looked, until it is told to look again.
      statement.execute("SELECT pg_stat_clear_snapshot()");
      try (ResultSet rows = statement.executeQuery(count)) {
        rows.next();
        return rows.getInt(1);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Response better() {
    return quote("1.09850", "1.09860", "2026-01-06T10:01:00Z");
  }

  private static Response quote(String bid, String ask, String time) {
    return Engine.write(UUID.randomUUID().toString())
        .body(Map.of("symbol", SYMBOL, "bid", bid, "ask", ask, "time", time))
        .post("/venues/paper/quotes");
  }

  private static Map<String, Object> resting() {
    Map<String, Object> order = new HashMap<>();
    order.put("account", Engine.account());
    order.put("symbol", SYMBOL);
    order.put("side", "BUY");
    order.put("quantity", "10000");
    order.put("type", "LIMIT");
    order.put("timeInForce", "GTC");
    order.put("limitPrice", "1.09900");
    return order;
  }
}
