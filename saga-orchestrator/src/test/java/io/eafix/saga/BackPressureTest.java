package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One slow or broken participant does not stop the sagas that do not need it. */
@QuarkusTest
class BackPressureTest {

  private static final int SLOW_SAGAS = 120;
  private static final int CALLS_MAX = 64;
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
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    StubParticipants.on(
        "/alpha/do",
        call -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          return Reply.ok("{}").after(Duration.ofMillis(1_500)).andThen(now::decrementAndGet);
        });
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < SLOW_SAGAS; i++) {
      slow.add(Sagas.start("needs-slow", Map.of()));
    }
    String other = Sagas.start("needs-other", Map.of());
    Sagas.await(other, "COMPLETED");
    assertTrue(
        slow.stream().anyMatch(saga -> Sagas.get(saga).getString("state").equals("RUNNING")),
        "the slow sagas ended before the other: nothing was shown");
    slow.forEach(saga -> Sagas.await(saga, "COMPLETED"));
    assertTrue(most.get() <= CALLS_MAX, "calls at a time: " + most.get());
  }

  @Test
  void aBrokenParticipantIsLeftAloneUntilItRecovers() {
    broken.set(true);
    StubParticipants.on("/gamma/do", call -> broken.get() ? Reply.status(500) : Reply.ok("{}"));
    List<String> sagas = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sagas.add(Sagas.start("needs-broken", Map.of()));
    }
    awaitMetric("eafix_saga_circuit_open{participant=\"gamma\"} 1.0");
    broken.set(false);
    sagas.forEach(saga -> Sagas.await(saga, "COMPLETED"));
    assertEquals(
        30, sagas.stream().filter(s -> StubParticipants.ledger().of(s).size() == 1).count());
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
            action: {path: /do, timeout: PT10S, retry: {initialDelay: PT0.05S, maxDelay: PT0.2S}}
        """
        .formatted(name, participant);
  }
}
