package io.eafix.execution.sender;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.paper.PaperVenue;
import io.eafix.execution.venue.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A sender that was paused past its lease changes nothing when it wakes. */
@QuarkusTest
class FenceTest {
  private static final int LEASE_SECONDS = 60;

  @Inject AgroalDataSource database;
  @Inject Outcomes outcomes;

  @Test
  void anOutcomeWithAnOldFenceIsNotWritten() throws SQLException {
    Leftovers left = Leftovers.make();
    left.sent(database, PaperVenue.NAME, LEASE_SECONDS);
    String execution = left.execution().toString();

    assertFalse(write(claim(left, 0), new SendOutcome.Refused("late", "too late")));
    Engine.status(execution).then().body("status", equalTo("SENT")).body("state", equalTo("SENT"));
    assertTrue(write(claim(left, 1), new SendOutcome.Refused("refused", "no")));
    Engine.status(execution).then().body("status", equalTo("REJECTED"));
    assertFalse(write(claim(left, 1), new SendOutcome.Indeterminate("again")));
    Engine.status(execution)
        .then()
        .body("status", equalTo("REJECTED"))
        .body("order.code", equalTo("refused"))
        .body("order.fills", hasSize(0));
  }

  @Test
  void anIndefiniteOutcomeIsInDoubtAndNeverAFailure() throws SQLException {
    Leftovers left = Leftovers.make();
    left.sent(database, "nowhere", LEASE_SECONDS);
    assertTrue(write(claim(left, 1), new SendOutcome.Indeterminate("no answer")));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("IN_DOUBT"))
        .body("state", equalTo("IN_DOUBT"))
        .body("order.leaves", equalTo("10000"));
  }

  @Test
  void aPersonIsAskedAboutAMessageWhoseOrderHasEndedMeanwhile() throws SQLException {
    Leftovers left = Leftovers.make();
    left.sent(database, "nowhere", LEASE_SECONDS);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE orders SET status = 'FILLED', filled = quantity WHERE id = '%s'"
              .formatted(left.order()));
      statement.execute(
          "UPDATE instruction SET state = 'IN_DOUBT' WHERE id = '%s'".formatted(left.execution()));
    }
    Verdict enough = new Verdict.Person("asked often enough");
    assertTrue(outcomes.answered(claim(left, 1), enough).await().atMost(Duration.ofSeconds(20)));
    String execution = left.execution().toString();
    Engine.status(execution)
        .then()
        .body("status", equalTo("FILLED"))
        .body("state", equalTo("MANUAL_REVIEW"));
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("finding", "ASK_AGAIN", "person", "A. Trader", "reason", "try"))
        .post("/reviews/" + execution)
        .then()
        .statusCode(200);
    Engine.status(execution)
        .then()
        .body("status", equalTo("FILLED"))
        .body("state", equalTo("IN_DOUBT"));
  }

  @Test
  void anOrderThatNeverLeftDoesNotGoOutIfItWasCancelledMeanwhile() throws SQLException {
    Leftovers left = Leftovers.make();
    left.sent(database, "nowhere", LEASE_SECONDS);
    String cancel =
        Engine.write(UUID.randomUUID().toString())
            .body(Map.of("reason", "changed my mind"))
            .post("/orders/" + left.order() + "/cancel")
            .then()
            .statusCode(202)
            .extract()
            .path("executionId");
    assertTrue(write(claim(left, 1), new SendOutcome.NotSent("The venue is not connected")));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("CANCELED"))
        .body("state", equalTo("WITHDRAWN"));
    Engine.status(cancel).then().body("state", equalTo("WITHDRAWN"));
  }

  private boolean write(Claim claim, SendOutcome outcome) {
    return outcomes.sent(claim, outcome).await().atMost(Duration.ofSeconds(20));
  }

  private static Claim claim(Leftovers left, long fence) {
    return Claims.of(left, InstructionKind.NEW, fence);
  }
}
