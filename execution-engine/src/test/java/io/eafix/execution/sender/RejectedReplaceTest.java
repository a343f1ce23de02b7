package io.eafix.execution.sender;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.order.ClOrdIds;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue that rejects a replace by an execution report means the replace, and not its order. */
@QuarkusTest
class RejectedReplaceTest {
  @Inject AgroalDataSource database;
  @Inject ReportSink sink;
  @Inject Outcomes outcomes;

  private final Leftovers left = Leftovers.make();
  private final VenueReport rejected =
      new VenueReport(
          Leftovers.ELSEWHERE,
          ClOrdIds.of(left.order(), 2),
          "V1",
          VenueReport.State.REJECTED,
          new BigDecimal("20000"),
          BigDecimal.ZERO,
          List.of(),
          Optional.of("Too large"));

  @BeforeEach
  void inDoubt() throws SQLException {
    left.cancelAfterReplace(database, Leftovers.ELSEWHERE);
    execute("DELETE FROM instruction WHERE order_id = '%s' AND kind = 'CANCEL'");
    execute(
        """
        UPDATE instruction SET id = '%2$s', state = 'IN_DOUBT', new_quantity = 20000, sends = 1,
          sent_at = now()
        WHERE order_id = '%1$s' AND kind = 'REPLACE'""");
  }

  @Test
  void byItself() {
    sink.book(rejected).await().atMost(Duration.ofSeconds(10));
    assertOnlyTheReplaceIsRefused();
    sink.book(rejected).await().atMost(Duration.ofSeconds(10));
    assertOnlyTheReplaceIsRefused();
  }

  @Test
  void whenItIsAsked() {
    Claim claim = Claims.of(left, InstructionKind.REPLACE, 0);
    assertTrue(
        outcomes
            .answered(claim, new Verdict.Known(rejected))
            .await()
            .atMost(Duration.ofSeconds(20)));
    assertOnlyTheReplaceIsRefused();
  }

  private void assertOnlyTheReplaceIsRefused() {
    Engine.status(left.execution().toString())
        .then()
        .body("state", equalTo("REFUSED"))
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo("10000"))
        .body("order.clOrdId", equalTo(left.clOrdId()));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(left.order(), left.execution()));
    }
  }
}
