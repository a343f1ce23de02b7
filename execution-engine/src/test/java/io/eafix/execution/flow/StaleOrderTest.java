package io.eafix.execution.flow;

import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.paper.PaperVenue;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What waited for its venue longer than its market lasts does not go out when the venue is back.
 */
@QuarkusTest
class StaleOrderTest {
  private static final int RESENT_SECONDS_MAX = 60;
  private static final int SENT_SECONDS_MAX = 300;

  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void aResendThatIsTooOldByTheTimeOfItsSendingIsRefused() throws SQLException {
    left.resend(database, PaperVenue.NAME, RESENT_SECONDS_MAX + 1);
    refused();
  }

  @Test
  void aResendThatIsYoungGoesOut() throws SQLException {
    left.resend(database, PaperVenue.NAME, RESENT_SECONDS_MAX - 30);
    Engine.awaitStatus(left.execution().toString(), "FILLED").then().body("sends", equalTo(1));
  }

  @Test
  void anOrderToTradeAtOnceThatIsTooOldByTheTimeOfItsSendingIsRefused() throws SQLException {
    left.pending(database, PaperVenue.NAME, SENT_SECONDS_MAX + 1);
    refused();
  }

  @Test
  void itIsRefusedWhileTheVenueIsStillAway() throws SQLException {
    Engine.fault("DISCONNECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "IN_DOUBT");
    left.pending(database, PaperVenue.NAME, SENT_SECONDS_MAX + 1);
    refused();
  }

  @Test
  void anOrderToTradeAtOnceThatIsYoungGoesOut() throws SQLException {
    left.pending(database, PaperVenue.NAME, SENT_SECONDS_MAX - 30);
    Engine.awaitStatus(left.execution().toString(), "FILLED");
  }

  @Test
  void anOrderThatMayRestWaits() throws SQLException {
    left.pending(database, PaperVenue.NAME, SENT_SECONDS_MAX + 1, "LIMIT", "GTC");
    Engine.awaitStatus(left.execution().toString(), "FILLED");
  }

  private void refused() {
    Engine.awaitStatus(left.execution().toString(), "REJECTED")
        .then()
        .body("sends", equalTo(0))
        .body("order.code", equalTo("too-old"));
  }
}
