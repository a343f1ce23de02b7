package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.paper.PaperVenue;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.VenueOrder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a process that died leaves in the database is finished by another, without a second order.
 */
@QuarkusTest
class RecoveryTest {
  private static final int OLDER_THAN_RESENT_SECONDS = 61;

  /** Its lease has ended without an outcome. */
  private static final String CLAIMED_CANCEL =
      """
      WITH new AS (
        UPDATE orders o SET instructions = 2 FROM instruction i
        WHERE i.order_id = o.id AND i.id = ?::uuid
        RETURNING o.*)
      INSERT INTO instruction (id, order_id, number, kind, venue, cl_ord_id, orig_cl_ord_id, state,
        sends, sent_at, lease_until, created_at, updated_at)
      SELECT ?::uuid, id, 2, 'CANCEL', venue, left(cl_ord_id, 30) || '-9', cl_ord_id,
        'SENT', 1, now(), now() - interval '1 second', now(), now() FROM new""";

  @Inject AgroalDataSource database;
  @Inject PaperVenue venue;

  private final Leftovers left = Leftovers.make();

  @Test
  void anOrderCommittedJustBeforeTheCrashIsSent() throws SQLException {
    left.pending(database, PaperVenue.NAME);
    Engine.awaitStatus(left.execution().toString(), "FILLED").then().body("sends", equalTo(1));
  }

  @Test
  void anOrderThatArrivedBeforeTheCrashIsFoundAndItsFillsBookedOnce() throws SQLException {
    send();
    left.sent(database, PaperVenue.NAME, 0);
    Engine.awaitStatus(left.execution().toString(), "FILLED")
        .then()
        .body("sends", equalTo(1))
        .body("order.fills", hasSize(1));
    given().get("/venues/paper/stats").then().body("duplicates", equalTo(0));
  }

  @Test
  void anOrderThatNeverLeftIsNotSentAgainAndEndsOnThePromise() throws SQLException {
    left.sent(database, PaperVenue.NAME, 0);
    Engine.awaitStatus(left.execution().toString(), "REJECTED")
        .then()
        .body("sends", equalTo(1))
        .body("order.code", equalTo("not-received"));
  }

  @Test
  void theOrderOfASagaThatNeverLeftGoesOutAnew() throws SQLException {
    left.ofSaga(database, PaperVenue.NAME, 0);
    Engine.awaitStatus(left.execution().toString(), "FILLED").then().body("sends", equalTo(1));
    given()
        .get("/orders/" + left.order() + "/history")
        .then()
        .body("messages.state", equalTo(List.of("REFUSED", "DONE")));
  }

  @Test
  void theOrderOfASagaThatIsTooOldByTheTimeOfThePromiseIsRefused() throws SQLException {
    left.ofSaga(database, PaperVenue.NAME, OLDER_THAN_RESENT_SECONDS);
    Engine.awaitStatus(left.execution().toString(), "REJECTED")
        .then()
        .body("order.code", equalTo("not-received"));
    given()
        .get("/orders/" + left.order() + "/history")
        .then()
        .body("messages.state", equalTo(List.of("REFUSED")));
  }

  @Test
  void aCancelWhoseSenderDiedIsSentAgainAndNotTakenForRefused() throws SQLException {
    Map<String, Object> order = Engine.marketOrder(Engine.account());
    order.putAll(Map.of("type", "LIMIT", "timeInForce", "GTC", "limitPrice", "1.00000"));
    String open = Engine.submitted(order);
    Engine.awaitStatus(open, "NEW");
    String cancel = UUID.randomUUID().toString();
    try (Connection connection = database.getConnection();
        PreparedStatement claimed = connection.prepareStatement(CLAIMED_CANCEL)) {
      claimed.setString(1, open);
      claimed.setString(2, cancel);
      claimed.execute();
    }
    Engine.awaitStatus(cancel, "CANCELED").then().body("state", equalTo("DONE"));
    Engine.status(open).then().body("status", equalTo("CANCELED"));
  }

  private void send() {
    venue
        .submit(
            new VenueOrder(
                left.clOrdId(),
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
}
