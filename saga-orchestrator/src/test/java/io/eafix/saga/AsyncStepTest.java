package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.ReceivedCall;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps whose participant answers 202 and tells the outcome later, or never. */
@QuarkusTest
class AsyncStepTest {

  private static final String PATH = "/alpha/do";
  private static final String LOCATION = "/alpha/outcomes/1";

  @BeforeEach
  void reset() {
    StubParticipants.reset();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void aPollThatIsRefusedSaysNothingOfTheOperation(int status) {
    AtomicInteger polls = new AtomicInteger();
    StubParticipants.on(PATH, call -> Reply.accepted(LOCATION));
    StubParticipants.on(
        LOCATION,
        call -> polls.getAndIncrement() == 0 ? Reply.status(status) : Reply.ok("{\"n\":1}"));
    define("polled", "compensatable", "{timeout: PT30S, pollInterval: PT0.05S}");
    Sagas.await(Sagas.start("polled", Map.of()), "COMPLETED");
    assertEquals(2, polls.get());
  }

  @Test
  void anOutcomeThatIsARefusalCompensatesTheEarlierStepsOnly() {
    StubParticipants.on(PATH, call -> Reply.accepted(LOCATION));
    StubParticipants.on(LOCATION, call -> Reply.status(422));
    define("refused-later", "compensatable", "{timeout: PT30S, pollInterval: PT0.05S}");
    String saga = Sagas.start("refused-later", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do first", "do only", "undo first"), StubParticipants.ledger().of(saga));
  }

  @Test
  void aStepThatMustSucceedIsCalledAgainIfItsOutcomeNeverComes() {
    AtomicInteger calls = new AtomicInteger();
    StubParticipants.on(
        PATH,
        call -> calls.getAndIncrement() == 0 ? Reply.accepted(LOCATION) : Reply.ok("{\"n\":1}"));
    StubParticipants.on(LOCATION, call -> Reply.accepted(LOCATION));
    define("never-told", "retriable", "{timeout: PT0.5S, pollInterval: PT0.05S}");
    String saga = Sagas.start("never-told", Map.of());
    Sagas.await(saga, "COMPLETED");
    assertEquals(2, posts(saga).size());
    assertEquals(1, posts(saga).stream().map(ReceivedCall::key).distinct().count());
  }

  @Test
  void aPersonCanHaveACallMadeAgainWhoseOutcomeIsAwaited() {
    AtomicInteger calls = new AtomicInteger();
    StubParticipants.on(
        PATH,
        call -> calls.getAndIncrement() == 0 ? Reply.accepted(LOCATION) : Reply.ok("{\"n\":1}"));
    StubParticipants.on(LOCATION, call -> Reply.accepted(LOCATION).with("Retry-After", "3600"));
    define("awaited", "retriable", "{timeout: PT2H, pollInterval: PT0.05S}");
    String saga = Sagas.start("awaited", Map.of());
    Sagas.await(saga, s -> "ACCEPTED".equals(s.getString("steps[0].status")), "202");
    Sagas.command(saga, "retry", Map.of("step", "only", "reason", "it was lost there"))
        .statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals(2, posts(saga).size());
  }

  @Test
  void whoWasGivenATokenMayUseItAfterTheCallWasMadeAgain() {
    StubParticipants.on(PATH, call -> Reply.status(503).with("Retry-After", "3600"));
    define("posted", "retriable", "{timeout: PT2H, callback: true}");
    String saga = Sagas.start("posted", Map.of());
    Sagas.await(saga, s -> s.getInt("steps[0].attempts") == 1, "first attempt");
    Sagas.command(saga, "retry", Map.of("step", "only", "reason", "now")).statusCode(200);
    given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"succeeded\":true}")
        .post(posts(saga).get(0).headers().get("Saga-callback").replaceAll("^https?://[^/]+", ""))
        .then()
        .statusCode(200);
    Sagas.await(saga, "COMPLETED");
  }

  @Test
  void aCompensationThatWasTriedForLongIsPolledOnceItIsAccepted() {
    AtomicInteger calls = new AtomicInteger();
    long[] firstAt = new long[1];
    StubParticipants.on("/beta/after", call -> Reply.status(422));
    StubParticipants.on(
        "/alpha/undo",
        call -> {
          firstAt[0] = calls.getAndIncrement() == 0 ? System.nanoTime() : firstAt[0];
          boolean old = System.nanoTime() - firstAt[0] > Duration.ofMillis(1_200).toNanos();
          return old ? Reply.accepted(LOCATION) : Reply.status(409);
        });
    StubParticipants.on(LOCATION, call -> Reply.ok("{}"));
    define("undone-later", "compensatable", "{timeout: PT1S, pollInterval: PT0.05S}");
    String saga = Sagas.start("undone-later", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertTrue(StubParticipants.calls(saga).stream().anyMatch(c -> c.path().equals(LOCATION)));
  }

  /** One step, and where it can be undone another after it. */
  private static void define(String name, String kind, String async) {
    boolean undone = kind.equals("compensatable");
    String quick = "retry: {initialDelay: PT0.05S, maxDelay: PT0.1S}";
    String yaml =
        "name: "
            + name
            + "\nsteps:\n"
            + (undone ? step("first", "compensatable", "", "/first", "/undo-first", "gamma") : "")
            + step(
                "only",
                kind,
                "async: " + async,
                "/do, " + quick,
                undone ? "/undo, " + quick : "",
                "alpha")
            + (undone ? step("after", "compensatable", "", "/after", "/undo-after", "beta") : "");
    Sagas.define(name, yaml);
  }

  private static String step(
      String name, String kind, String async, String action, String undo, String participant) {
    return "  - step: "
        + name
        + "\n    participant: "
        + participant
        + "\n    kind: "
        + kind
        + (async.isEmpty() ? "" : "\n    " + async)
        + "\n    action: {path: "
        + action
        + "}\n"
        + (undo.isEmpty() ? "" : "    compensation: {path: " + undo + "}\n");
  }

  private static List<ReceivedCall> posts(String saga) {
    return StubParticipants.calls(saga).stream().filter(c -> c.path().equals(PATH)).toList();
  }
}
