package io.eafix.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.ReceivedCall;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a saga when answers are lost, late or bad. */
@QuarkusTest
class StepFaultsTest {

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.threeSteps("faults");
    Shapes.withPivot("faults-pivot");
  }

  @Test
  void aStepThatTimedOutButTookEffectIsCompensated() {
    StubParticipants.on("/gamma/do-c", call -> Reply.ok("{}").after(Duration.ofSeconds(3)));
    StubParticipants.on("/beta/do-b", call -> Reply.dropAfterActing());
    String saga = Sagas.start("faults", Map.of());
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "do b", "undo b", "undo a"), StubParticipants.ledger().of(saga));
    assertTrue(ended.getString("reason").contains("step b had no definite answer"));
  }

  @Test
  void aRequestThatNeverArrivedIsCompensatedAsANoOp() {
    StubParticipants.on("/beta/do-b", call -> Reply.dropBeforeActing());
    String saga = Sagas.start("faults", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "bar b", "undo a"), StubParticipants.ledger().of(saga));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 503})
  void passingFaultsAreRetriedWithTheSameKeyAndBody(int status) {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    StubParticipants.on(
        "/beta/do-b",
        call ->
            tries.computeIfAbsent(call.sagaId(), id -> new AtomicInteger()).incrementAndGet() < 3
                ? Reply.status(status)
                : Reply.ok("{}"));
    String saga = Sagas.start("faults", Map.of("n", "1.50"));
    Sagas.await(saga, "COMPLETED");
    List<ReceivedCall> calls =
        StubParticipants.calls(saga).stream().filter(call -> "b".equals(call.step())).toList();
    assertEquals(3, calls.size());
    assertEquals(1, calls.stream().map(ReceivedCall::key).distinct().count());
    assertEquals(1, calls.stream().map(ReceivedCall::body).distinct().count());
    assertEquals(saga + ":b:action", calls.get(0).key());
  }

  @Test
  void aPivotThatCannotBeUndoneIsNotTurnedBackByARefusalAfterARetry() {
    Sagas.define(
        "no-way-back",
        Shapes.definition("no-way-back", Shapes.step("a", "alpha"), Shapes.pivot("p", "beta"))
            .replaceAll("    compensation: .*heldWhen.*\n", "")
            .replace("PT0.6S", "PT900S"));
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/beta/do-p",
        call ->
            switch (tries.getAndIncrement()) {
              case 0 -> Reply.status(503).with("Retry-After", "600");
              case 1 -> Reply.status(403);
              default -> Reply.ok("{}");
            });
    String saga = Sagas.start("no-way-back", Map.of());
    Sagas.await(saga, s -> s.getInt("steps[1].attempts") == 1, "first attempt");
    Sagas.command(saga, "retry", Map.of("step", "p", "reason", "again")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals(3, tries.get());
  }

  @Test
  void aWaitingCallCanBeMadeAgainAtOnce() {
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/beta/do-b",
        call ->
            tries.getAndIncrement() == 0
                ? Reply.status(503).with("Retry-After", "3600")
                : Reply.ok("{}"));
    Sagas.define(
        "hurried",
        """
        name: hurried
        steps:
          - step: b
            participant: beta
            kind: retriable
            action: {path: /do-b}
        """);
    String saga = Sagas.start("hurried", Map.of());
    Sagas.await(saga, s -> s.getInt("steps[0].attempts") == 1, "first attempt");
    Sagas.command(saga, "retry", Map.of("step", "b", "reason", "it is well again")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
    assertEquals(2, StubParticipants.calls(saga).size());
  }

  @Test
  void anAnswerThatPostgresCannotKeepIsOneThatCannotBeUsed() {
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/alpha/do-a",
        call -> Reply.ok(tries.getAndIncrement() == 0 ? "{\"a\":\"\0\"}" : "{\"a\":1}"));
    Shapes.patientSteps("unkept");
    String saga = Sagas.start("unkept", Map.of());
    Sagas.await(saga, "COMPLETED");
    assertEquals(4, StubParticipants.calls(saga).size());
  }

  /** As of an order with some thousand fills. */
  @Test
  void aLongAnswerIsTakenAndPassedOn() {
    String fills = "x".repeat(900_000);
    StubParticipants.on("/beta/do-p", call -> Reply.ok("{\"fills\":\"" + fills + "\"}"));
    Sagas.define(
        "long-answer",
        Shapes.definition("long-answer", Shapes.pivot("p", "beta"), Shapes.retriable("r", "gamma"))
            .replace("{path: /do-r,", "{path: /do-r, input: '{\"fills\": results.p.fills}',")
            .replace("PT0.3S", "PT10S"));
    String saga = Sagas.start("long-answer", Map.of());
    Sagas.await(saga, "COMPLETED");
    ReceivedCall last = StubParticipants.calls(saga).get(1);
    assertEquals(fills, last.body().get("fills").asText());
  }

  @Test
  void retryAfterIsHonoured() {
    AtomicInteger tries = new AtomicInteger();
    long[] times = new long[2];
    StubParticipants.on(
        "/alpha/do-a",
        call -> {
          times[Math.min(1, tries.get())] = System.nanoTime();
          return tries.getAndIncrement() == 0
              ? Reply.status(503).with("Retry-After", "1")
              : Reply.ok("{}");
        });
    Sagas.define(
        "patient",
        """
        name: patient
        steps:
          - step: a
            participant: alpha
            kind: retriable
            action: {path: /do-a, retry: {initialDelay: PT0.01S, maxDelay: PT0.02S}}
        """);
    Sagas.await(Sagas.start("patient", Map.of()), "COMPLETED");
    assertTrue(times[1] - times[0] >= Duration.ofMillis(990).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 422})
  void aDefiniteRefusalIsNotRetriedAndOnlyEarlierStepsAreUndone(int status) {
    StubParticipants.on("/beta/do-b", call -> Reply.status(status));
    String saga = Sagas.start("faults", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "undo a"), StubParticipants.ledger().of(saga));
    assertEquals(3, StubParticipants.calls(saga).size());
  }

  @Test
  void aRefusalAfterAnAttemptWithoutAnswerIsUndoneToo() {
    AtomicInteger tries = new AtomicInteger();
    StubParticipants.on(
        "/beta/do-b",
        call -> tries.getAndIncrement() == 0 ? Reply.dropAfterActing() : Reply.status(401));
    String saga = Sagas.start("faults", Map.of());
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "do b", "undo b", "undo a"), StubParticipants.ledger().of(saga));
    assertTrue(ended.getString("reason").contains("step b was refused: 401"));
  }

  @Test
  void aRefusalAfterACallWasMadeAgainByHandIsUndoneToo() {
    AtomicInteger tries = new AtomicInteger();
    Reply silent =
        new Reply(true, true, 503, "", Map.of("Retry-After", "3600"), Duration.ZERO, () -> {});
    StubParticipants.on(
        "/beta/do-b", call -> tries.getAndIncrement() == 0 ? silent : Reply.status(403));
    Sagas.define(
        "by-hand",
        Shapes.definition("by-hand", Shapes.step("b", "beta")).replace("PT0.6S", "PT2H"));
    String saga = Sagas.start("by-hand", Map.of());
    Sagas.await(saga, s -> s.getInt("steps[0].attempts") == 1, "first attempt");
    Sagas.command(saga, "retry", Map.of("step", "b", "reason", "now")).statusCode(200);
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do b", "undo b"), StubParticipants.ledger().of(saga));
  }

  @Test
  void anUnclearPivotThatHeldGoesForwardWithItsResult() {
    StubParticipants.on("/beta/do-p", call -> Reply.dropAfterActing());
    StubParticipants.on("/beta/undo-p", call -> Reply.ok("{\"held\":true,\"fills\":[1]}"));
    String saga = Sagas.start("faults-pivot", Map.of());
    JsonPath ended = Sagas.await(saga, "COMPLETED");
    assertEquals("3 of 3 steps", ended.getString("progress"));
    assertTrue(StubParticipants.ledger().of(saga).contains("do r"));
    assertTrue(!StubParticipants.ledger().of(saga).contains("undo a"));
  }

  @Test
  void anUnclearPivotThatDidNotHoldIsUndone() {
    StubParticipants.on("/beta/do-p", call -> Reply.dropAfterActing());
    String saga = Sagas.start("faults-pivot", Map.of());
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("do a", "do p", "undo p", "undo a"), StubParticipants.ledger().of(saga));
  }

  @Test
  void pastThePivotRefusalsAndSilenceAreRetriedUntilTheStepSucceeds() {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    StubParticipants.on(
        "/gamma/do-r",
        call ->
            switch (tries
                .computeIfAbsent(call.sagaId(), id -> new AtomicInteger())
                .incrementAndGet()) {
              case 1 -> Reply.status(422);
              case 2 -> Reply.dropBeforeActing();
              case 3 -> Reply.status(500);
              default -> Reply.ok("{}");
            });
    String saga = Sagas.start("faults-pivot", Map.of());
    Sagas.await(saga, "COMPLETED");
    assertEquals(List.of("do a", "do p", "do r"), StubParticipants.ledger().of(saga));
  }
}
