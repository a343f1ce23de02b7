package io.eafix.saga;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.FastClient;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A saga whose change Postgres does not take. */
@QuarkusTest
class UnwritableSagaTest {

  private static final int STORE_RETRY_MS = 250;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("unwritable");
    Shapes.patientSteps("writable");
    Database.execute("create sequence refused_writes");
    Database.execute(
        """
        create function refuse_write() returns trigger language plpgsql as $$
        begin
          perform nextval('refused_writes');
          raise exception 'not now';
        end
        $$
        """);
    Database.execute(
        """
        create trigger refuse_write before update on saga
          for each row when (new.definition = 'unwritable') execute function refuse_write()
        """);
  }

  @AfterEach
  void takeIt() {
    Database.execute("drop trigger if exists refuse_write on saga");
    Database.execute("drop function refuse_write");
    Database.execute("drop sequence refused_writes");
  }

  @Test
  void isTriedAgainEverMoreSlowlyAndHoldsUpNoOther() {
    long begun = System.nanoTime();
    String saga = Sagas.start("unwritable", Map.of());
    FastClient client = new FastClient();
    for (int i = 0; i < 20; i++) {
      Sagas.await(client.start("writable"), "COMPLETED");
    }
    await().until(() -> Database.number("select last_value from refused_writes") >= 3);
    // The third comes after a wait and one of twice that; a commit of several sagas is repeated
    // with each alone, which may have counted once more for each.
    long attempts = Database.number("select last_value from refused_writes");
    long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    assertTrue(attempts <= 2 * (2 + took / STORE_RETRY_MS), attempts + " in " + took + " ms");
    Database.execute("drop trigger refuse_write on saga");
    Sagas.await(saga, "COMPLETED");
    assertEquals(List.of("do a", "do b", "do c"), StubParticipants.ledger().of(saga));
  }
}
