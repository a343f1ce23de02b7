package io.eafix.saga.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.run.SagaState;
import io.eafix.saga.support.Database;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What guards each write: a replica that lost a saga changes nothing of it, not even its journal.
 */
@QuarkusTest
class ChangeStoreTest {

  private static final long WAIT_SECONDS_MAX = 20;

  @Inject ChangeStore store;
  private String saga;
  private long version;
  private long epoch;

  @BeforeEach
  void holdASagaAtItsFirstStep() {
    StubParticipants.reset();
    Shapes.patientSteps("guarded");
    StubParticipants.hold("/alpha/do-a");
    saga = Sagas.start("guarded", Map.of());
    version = Database.number("select version from saga where saga_id = '" + saga + "'");
    epoch = Database.number("select owner_epoch from saga where saga_id = '" + saga + "'");
  }

  @AfterEach
  void letItEnd() {
    StubParticipants.release("/alpha/do-a");
    Sagas.await(saga, "COMPLETED");
    assertEquals(List.of("do a", "do b", "do c"), StubParticipants.ledger().of(saga));
  }

  @Test
  void anotherEpochWritesNothing() throws Exception {
    assertEquals(Set.of(), write(epoch - 1, change(saga, version)));
    assertEquals(Set.of(), write(epoch + 1, change(saga, version)));
    assertUntouched();
  }

  @Test
  void anotherVersionWritesNothing() throws Exception {
    assertEquals(Set.of(), write(epoch, change(saga, version - 1)));
    assertEquals(Set.of(), write(epoch, change(saga, version + 1)));
    assertUntouched();
  }

  @Test
  void aLostSagaDoesNotHoldUpTheOthersOfItsBatch() throws Exception {
    String lost = Sagas.start("guarded", Map.of());
    assertEquals(
        Set.of(UUID.fromString(saga)),
        write(epoch, change(lost, version + 7), change(saga, version)));
    assertEquals(1, attempts(saga));
    assertEquals(0, attempts(lost));
    StubParticipants.release("/alpha/do-a");
    Sagas.await(lost, "COMPLETED");
  }

  private void assertUntouched() {
    assertEquals(
        version, Database.number("select version from saga where saga_id = '" + saga + "'"));
    assertEquals(0, attempts(saga));
    assertEquals(
        1, Database.number("select count(*) from outbox where aggregate_id = '" + saga + "'"));
  }

  private static long attempts(String saga) {
    return Database.number("select count(*) from saga_attempt where saga_id = '" + saga + "'");
  }

  private Set<UUID> write(long epoch, Change... changes) throws Exception {
    return store
        .apply(List.of(changes), List.of(), epoch, Instant.now())
        .map(Written::changed)
        .toCompletionStage()
        .toCompletableFuture()
        .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** The state stays as it is; only a journal entry and an event would tell of the write. */
  private static Change change(String saga, long version) {
    UUID id = UUID.fromString(saga);
    Instant now = Instant.now();
    return new Change(
        id,
        version,
        SagaState.RUNNING,
        Database.text("select progress::text from saga where saga_id = '" + saga + "'"),
        false,
        null,
        List.of(new Attempt("a", "action", 1, "INDEFINITE", null, now, now, null, "written")),
        new SagaChanged(
            id,
            "guarded",
            1,
            "b",
            SagaState.RUNNING,
            SagaState.PENDING,
            version + 1,
            0,
            3,
            null,
            now),
        null);
  }
}
