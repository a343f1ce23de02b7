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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a process that died leaves in the database is finished by another, without a second order.
 */
@QuarkusTest
class RecoveryTest {
  private static final int OLDER_THAN_RESENT_SECONDS = 61;

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
