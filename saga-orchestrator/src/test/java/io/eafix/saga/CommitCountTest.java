package io.eafix.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a saga costs and tells. */
@QuarkusTest
class CommitCountTest {

  private static final int STEPS = 3;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("counted");
  }

  /**
   * The commits that wrote the saga's rows, counted by Postgres's own transaction ids: each version
   * of the saga is one write, and the journal's rows bear the id of the transaction they came with.
   */
  @Test
  void stepsCostAtMostOneCommitEachAndOneMore() {
    String saga = Sagas.start("counted", Map.of());
    Sagas.await(saga, "COMPLETED");
    long writes = Database.number("select version from saga where saga_id = '" + saga + "'");
    long transactions =
        Database.number(
            """
            select count(distinct id) from (
              select xmin::text as id from saga_attempt where saga_id = '%1$s'
              union all select xmin::text from saga where saga_id = '%1$s'
              union all select xmin::text from saga_audit where saga_id = '%1$s'
              union all select xmin::text from outbox where aggregate_id = '%1$s') as written
            """
                .formatted(saga));
    assertEquals(
        1, Database.number("select count(*) from saga_audit where saga_id = '" + saga + "'"));
    assertEquals(STEPS + 1, writes);
    assertTrue(transactions <= STEPS + 1, "transactions: " + transactions);
  }

  @Test
  void everyChangeOfStateIsOneEvent() {
    String saga = Sagas.start("counted", Map.of());
    Sagas.await(saga, "COMPLETED");
    assertEquals(
        2,
        Database.number(
            "select count(*) from outbox where topic = 'trading.sagas.changed' and aggregate_id = '"
                + saga
                + "'"));
    assertEquals(
        2,
        Database.number("select version from outbox_sequence where aggregate_id = '" + saga + "'"));
  }
}
