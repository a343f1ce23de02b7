package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.paper.PaperVenue;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.localstack.test.WithServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a process that died leaves in the database is finished by another, without a second order.
 */
@QuarkusTest
@WithServers(database = "execution")
class RecoveryTest {
  private static final String ORDER =
      """
      INSERT INTO orders (id, account, symbol, side, type, time_in_force, quantity, bid, ask,
        quote_time, venue, cl_ord_id, status, filled, notional, instructions, created_at, updated_at)
      VALUES (?, 'DEMO', 'EURUSD', 'BUY', 'MARKET', 'IOC', 10000, 1.08500, 1.08512, now(),
        'paper', ?, ?, 0, 0, 1, now(), now())""";
  private static final String PENDING =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, created_at,
        updated_at)
      VALUES (?, ?, 1, 'NEW', 'paper', ?, 'PENDING', now(), now())""";
  private static final String SENT =
      """
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, state, fence, owner,
        sends, sent_at, lease_until, created_at, updated_at)
      VALUES (?, ?, 1, 'NEW', 'paper', ?, 'SENT', 1, 'the dead', 1, now(), now(), now(), now())""";

  @Inject AgroalDataSource database;
  @Inject PaperVenue venue;

  private final UUID order = UUID.randomUUID();
  private final UUID execution = UUID.randomUUID();
  private final String clOrdId = ClOrdIds.of(order, 1);

  @Test
  void anOrderCommittedJustBeforeTheCrashIsSent() throws SQLException {
    leave("PENDING_NEW", PENDING);
    Engine.awaitStatus(execution.toString(), "FILLED").then().body("sends", equalTo(1));
  }

  @Test
  void anOrderThatArrivedBeforeTheCrashIsFoundAndItsFillsBookedOnce() throws SQLException {
    send();
    leave("SENT", SENT);
    Engine.awaitStatus(execution.toString(), "FILLED")
        .then()
        .body("sends", equalTo(1))
        .body("order.fills", hasSize(1));
    given().get("/venues/paper/stats").then().body("duplicates", equalTo(0));
  }

  @Test
  void anOrderThatNeverLeftIsNotSentAgainAndEndsOnThePromise() throws SQLException {
    leave("SENT", SENT);
    Engine.awaitStatus(execution.toString(), "REJECTED")
        .then()
        .body("sends", equalTo(1))
        .body("order.code", equalTo("not-received"));
  }

  private void send() {
    venue
        .submit(
            new VenueOrder(
                clOrdId,
                "DEMO",
                "EURUSD",
                Side.BUY,
                OrderType.MARKET,
                TimeInForce.IOC,
                new BigDecimal("10000"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new Quote(new BigDecimal("1.08500"), new BigDecimal("1.08512"), Instant.now())),
                Instant.now()))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private void leave(String status, String instruction) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(ORDER)) {
        insert.setObject(1, order);
        insert.setString(2, clOrdId);
        insert.setString(3, status);
        insert.executeUpdate();
      }
      try (PreparedStatement insert = connection.prepareStatement(instruction)) {
        insert.setObject(1, execution);
        insert.setObject(2, order);
        insert.setString(3, clOrdId);
        insert.executeUpdate();
      }
      connection.commit();
    }
  }
}
