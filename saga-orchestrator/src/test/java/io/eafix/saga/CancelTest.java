package io.eafix.saga;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.FastClient;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancel, pause and resume. */
@QuarkusTest
class CancelTest {

  private static final int RACES = 1_000;
  private static final int CLIENTS = 16;
  private final FastClient client = new FastClient();

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.withPivot("cancelled");
    Shapes.patientSteps("paused");
  }

  @Test
  void cancelAgainstCompletionEndsInOneStateAndUndoesNothingPastThePivot() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    Random random = new Random(42);
    List<Future<String>> sagas = new ArrayList<>();
    try {
      for (int i = 0; i < RACES; i++) {
        long wait = TimeUnit.MICROSECONDS.toNanos(random.nextInt(30_000));
        sagas.add(clients.submit(() -> startAndCancel(wait)));
      }
      for (Future<String> saga : sagas) {
        saga.get();
      }
    } finally {
      clients.shutdownNow();
    }
    Map<String, String> states = Database.endStates("cancelled");
    int undone = 0;
    for (Future<String> saga : sagas) {
      undone += undone(saga.get(), states.get(saga.get())) ? 1 : 0;
    }
    assertTrue(undone > 0 && undone < RACES, "the race was not run: " + undone + " undone");
  }

  private String startAndCancel(long waitNanos) {
    String saga = client.start("cancelled");
    LockSupport.parkNanos(waitNanos);
    int status = client.cancel(saga);
    assertTrue(status == 200 || status == 409, "cancel answered " + status);
    return saga;
  }

  /** Whether the saga was undone; its effects must match its state. */
  private static boolean undone(String saga, String state) {
    List<String> effects = StubParticipants.ledger().of(saga);
    if (state.equals("COMPLETED")) {
      assertEquals(List.of("do a", "do p", "do r"), effects);
      return false;
    }
    assertEquals("COMPENSATED", state);
    assertFalse(effects.contains("do r"), () -> "undone past the pivot: " + effects);
    for (String step : List.of("a", "p")) {
      assertEquals(
          effects.contains("do " + step), effects.contains("undo " + step), effects::toString);
    }
    return true;
  }

  @Test
  void aPausedSagaRecordsAnswersButBeginsNothing() {
    StubParticipants.hold("/alpha/do-a");
    String saga = Sagas.start("paused", Map.of());
    Sagas.command(saga, "pause", Map.of("reason", "look at it")).statusCode(200);
    StubParticipants.release("/alpha/do-a");
    Sagas.await(
        saga,
        s ->
            s.getString("state").equals("PAUSED")
                && s.getString("steps[0].status").equals("DONE")
                && s.getString("ownerEpoch") == null,
        "paused saga with its answer");
    assertEquals(List.of("do a"), StubParticipants.ledger().of(saga));
    Sagas.command(saga, "pause", Map.of("reason", "again")).statusCode(409);
    Sagas.command(saga, "resume", Map.of("reason", "fine")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals(List.of("do a", "do b", "do c"), StubParticipants.ledger().of(saga));
    Sagas.command(saga, "cancel", Map.of("reason", "late")).statusCode(409);
  }

  @Test
  void aDeadlineThatPassesDuringAPauseTurnsTheSagaBackWhenItIsResumed() {
    Sagas.define(
        "overslept",
        Shapes.definition("overslept", Shapes.step("a", "alpha"), Shapes.pivot("p", "beta"))
            .replace("\nsteps:", "\ndeadline: PT1S\nsteps:"));
    StubParticipants.hold("/alpha/do-a");
    String saga = Sagas.start("overslept", Map.of());
    Sagas.command(saga, "pause", Map.of("reason", "look at it")).statusCode(200);
    StubParticipants.release("/alpha/do-a");
    Sagas.await(saga, s -> s.getString("steps[0].status").equals("DONE"), "answer");
    Instant deadline = Instant.parse(Sagas.get(saga).getString("deadlineAt"));
    await().until(() -> Instant.now().isAfter(deadline));
    Sagas.command(saga, "resume", Map.of("reason", "fine")).statusCode(200);
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals("the saga's deadline has passed", ended.getString("reason"));
    assertEquals(List.of("do a", "undo a"), StubParticipants.ledger().of(saga));
  }

  @Test
  void aCallThatASagaWaitedWithWhilePausedIsMadeHoweverLongThatWas() {
    Sagas.define(
        "rested",
        Shapes.definition("rested", Shapes.step("a", "alpha")).replace("PT0.6S", "PT1.5S"));
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/alpha/do-a",
        call ->
            tries.getAndIncrement() == 0
                ? Reply.status(503).with("Retry-After", "1")
                : Reply.ok("{}"));
    String saga = Sagas.start("rested", Map.of());
    Sagas.await(saga, s -> s.getInt("steps[0].attempts") == 1, "first attempt");
    Sagas.command(saga, "pause", Map.of("reason", "look at it")).statusCode(200);
    Instant since = Instant.parse(Sagas.get(saga).getString("steps[0].since"));
    await().until(() -> Instant.now().isAfter(since.plusMillis(1_500)));
    Sagas.command(saga, "resume", Map.of("reason", "fine")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals(2, StubParticipants.calls(saga).size());
  }

  @Test
  void aPivotThatWaitsForItsNextAttemptIsNotTriedPastTheDeadline() {
    Sagas.define(
        "too-late",
        Shapes.definition("too-late", Shapes.step("a", "alpha"), Shapes.pivot("p", "beta"))
            .replace("\nsteps:", "\ndeadline: PT1S\nsteps:")
            .replace("PT0.6S", "PT30S"));
    StubParticipants.on("/beta/do-p", call -> Reply.status(503).with("Retry-After", "2"));
    String saga = Sagas.start("too-late", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertEquals(
        1,
        StubParticipants.calls(saga).stream().filter(c -> c.path().equals("/beta/do-p")).count());
    assertEquals(List.of("do a", "bar p", "undo a"), StubParticipants.ledger().of(saga));
  }

  @Test
  void aPausedSagaCanBeCancelled() {
    StubParticipants.hold("/alpha/do-a");
    String saga = Sagas.start("paused", Map.of());
    Sagas.command(saga, "pause", Map.of("reason", "look at it")).statusCode(200);
    Sagas.command(saga, "cancel", Map.of("reason", "not wanted")).statusCode(200);
    StubParticipants.release("/alpha/do-a");
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals("cancelled: not wanted", ended.getString("reason"));
  }
}
