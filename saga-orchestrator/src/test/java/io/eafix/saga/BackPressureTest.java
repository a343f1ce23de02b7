package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.FastClient;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One slow or broken participant does not stop the sagas that do not need it. */
@QuarkusTest
class BackPressureTest {

  private static final int SLOW_SAGAS = 120;
  private static final int CALLS_MAX = 64;
  private static final int IMPATIENT_BUDGET_MS = 600;
  private final AtomicBoolean broken = new AtomicBoolean();

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Sagas.define("needs-slow", oneStep("needs-slow", "alpha"));
    Sagas.define("needs-other", oneStep("needs-other", "beta"));
    Sagas.define("needs-broken", oneStep("needs-broken", "gamma"));
  }

  @AfterEach
  void repair() {
    broken.set(false);
  }

  @Test
  void aSlowParticipantHoldsUpOnlyItsOwnSagasAndIsNotFlooded() {
    StubParticipants.hold("/alpha/do");
    FastClient client = new FastClient();
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < SLOW_SAGAS; i++) {
      slow.add(client.start("needs-slow"));
    }
    Sagas.await(client.start("needs-other"), "COMPLETED");
    long reached = reached("/alpha/do");
    assertTrue(reached <= CALLS_MAX, "calls at a time: " + reached);
    StubParticipants.release("/alpha/do");
    Database.endStates("needs-slow").forEach((saga, state) -> assertEquals("COMPLETED", state));
    assertEquals(SLOW_SAGAS, slow.size());
  }

  @Test
  void aCallWhoseTimeIsOverBeforeItsTurnComesIsNotSent() {
    Sagas.define("impatient", Shapes.definition("impatient", Shapes.step("a", "alpha")));
    StubParticipants.hold("/alpha/do");
    FastClient client = new FastClient();
    for (int i = 0; i < CALLS_MAX; i++) {
      client.start("needs-slow");
    }
    await().until(() -> reached("/alpha/do") == CALLS_MAX);
    String saga = client.start("impatient");
    Instant since = Instant.parse(Sagas.get(saga).getString("steps[0].since"));
    await().until(() -> Instant.now().isAfter(since.plusMillis(IMPATIENT_BUDGET_MS)));
    StubParticipants.release("/alpha/do");
    Sagas.await(saga, "COMPENSATED");
    assertEquals(List.of("bar a"), StubParticipants.ledger().of(saga));
    assertEquals(0, reached("/alpha/do-a"));
    Database.endStates("needs-slow");
  }

  @Test
  void aBrokenParticipantIsLeftAloneUntilItRecovers() {
    broken.set(true);
    StubParticipants.on("/gamma/do", call -> broken.get() ? Reply.status(500) : Reply.ok("{}"));
    List<String> sagas = new ArrayList<>();
    FastClient client = new FastClient();
    for (int i = 0; i < 30; i++) {
      sagas.add(client.start("needs-broken"));
    }
    awaitMetric("eafix_saga_circuit_open{participant=\"gamma\"} 1.0");
    broken.set(false);
    Database.endStates("needs-broken").forEach((id, state) -> assertEquals("COMPLETED", state));
    assertEquals(
        30, sagas.stream().filter(s -> StubParticipants.ledger().of(s).size() == 1).count());
  }

  private static long reached(String path) {
    return StubParticipants.calls().stream().filter(call -> call.path().equals(path)).count();
  }

  private static void awaitMetric(String line) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!given().get("/q/metrics").asString().contains(line)) {
      if (System.nanoTime() > end) {
        given().get("/q/metrics").then().body(containsString(line));
      }
    }
  }

  private static String oneStep(String name, String participant) {
    return """
        name: %s
        steps:
          - step: only
            participant: %s
            kind: retriable
            action: {path: /do, timeout: PT120S, retry: {initialDelay: PT0.05S, maxDelay: PT0.2S}}
        """
        .formatted(name, participant);
  }
}
