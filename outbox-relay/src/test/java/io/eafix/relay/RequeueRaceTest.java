package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.operator.DeadEvents;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead event is requeued while a later one of its aggregate is being written. */
class RequeueRaceTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Decision DECISION = new Decision("ada", "it is mended");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itWaitsForTheWriterAndIsRefusedIfThatGoesOnWithoutIt(boolean takesLong) throws Exception {
    OutboxDatabase database = OutboxDatabase.of("requeue_race_" + takesLong);
    String topic = "requeue.race." + takesLong;
    DeadEvents dead = new DeadEvents();
    try (TestRelay relay =
            TestRelay.of(database, Map.of("eafix.relay.dead-letters.followers", "SKIP"));
        Connection writer = database.connect()) {
      database.write(Event.of(topic, "a", "").payload(new byte[2_000_000]));
      assertTrue(
          Waiting.until(SOON, () -> !dead.list(relay.source(), "DEAD", 0, 10).isEmpty()),
          () -> relay.stats().toString());
      long id = dead.list(relay.source(), "DEAD", 0, 10).get(0).id();
      writer.setAutoCommit(false);
      OutboxDatabase.write(writer, Event.of(topic, "a", "next"));
      CompletableFuture<Void> requeue =
          CompletableFuture.runAsync(() -> dead.requeue(relay.source(), id, DECISION));
      String waits = "select exists (select from pg_locks where not granted)";
      assertTrue(Waiting.until(SOON, () -> requeue.isDone() || "t".equals(database.value(waits))));
      if (takesLong) {
        assertConflict("being written; try again", requeue);
        writer.rollback();
        assertEquals("REQUEUED", dead.requeue(relay.source(), id, DECISION).state());
        return;
      }
      writer.commit();
      assertConflict("went on without it", requeue);
      assertEquals("DEAD", dead.get(relay.source(), id).state());
    }
  }

  private static void assertConflict(String detail, CompletableFuture<Void> requeue) {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> requeue.get(SOON.toSeconds(), TimeUnit.SECONDS));
    HttpProblem refusal = assertInstanceOf(HttpProblem.class, failure.getCause());
    assertEquals(409, refusal.getStatusCode());
    assertTrue(refusal.getDetail().contains(detail), refusal.getDetail());
  }
}
