package io.eafix.execution.sender;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.instruction.InstructionKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cancel whose effect did not show: a person is called, and whoever asks again is not ignored.
 */
@QuarkusTest
class CancelInReviewTest {
  @Inject AgroalDataSource database;
  @Inject Outcomes outcomes;
  @Inject MeterRegistry registry;

  private final Leftovers left = Leftovers.make();

  @BeforeEach
  void asked() throws SQLException {
    left.cancelAfterReplace(database, Leftovers.ELSEWHERE);
    execute("UPDATE instruction SET state = 'REFUSED' WHERE order_id = '%s' AND kind = 'REPLACE'");
  }

  @Test
  void isCounted() throws SQLException {
    execute("UPDATE instruction SET state = 'IN_DOUBT' WHERE order_id = '%s' AND kind = 'CANCEL'");
    double before = reviews();
    Claim claim = Claims.of(left, InstructionKind.CANCEL, 0);
    Verdict enough = new Verdict.Person("asked often enough");
    assertTrue(outcomes.answered(claim, enough).await().atMost(Duration.ofSeconds(20)));
    Engine.status(left.execution().toString())
        .then()
        .body("status", equalTo("NEW"))
        .body("state", equalTo("MANUAL_REVIEW"));
    assertEquals(before + 1, reviews());
  }

  @Test
  void isSentAgainWhenSomeoneAsksAgain() throws SQLException {
    execute(
        """
        UPDATE instruction SET state = 'MANUAL_REVIEW', sends = 5, not_found = 3, code = 'no'
        WHERE order_id = '%s' AND kind = 'CANCEL'""");
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("reason", "still"))
        .post("/orders/" + left.order() + "/cancel")
        .then()
        .statusCode(202)
        .body("executionId", equalTo(left.execution().toString()));
    Engine.status(left.execution().toString())
        .then()
        .body("state", equalTo("PENDING"))
        .body("code", equalTo(null))
        .body("text", equalTo("still"));
  }

  private double reviews() {
    return registry
        .counter("eafix.venue.reviews", "venue", Leftovers.ELSEWHERE, "kind", "cancel")
        .count();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(left.order()));
    }
  }
}
