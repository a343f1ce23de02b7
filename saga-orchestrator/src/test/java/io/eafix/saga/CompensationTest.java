package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compensations: order, refusal, and what a person can do about it. */
@QuarkusTest
class CompensationTest {

  private final AtomicBoolean refuse = new AtomicBoolean(true);

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Sagas.define(
        "undo",
        Shapes.definition(
            "undo",
            Shapes.step("a", "alpha"),
            Shapes.step("b", "beta"),
            Shapes.step("c", "gamma"),
            Shapes.step("d", "alpha"),
            Shapes.step("e", "beta")));
    Random delays = new Random(7);
    for (String path : List.of("/alpha/undo-a", "/gamma/undo-c", "/alpha/undo-d")) {
      StubParticipants.on(
          path, call -> Reply.ok("{}").after(Duration.ofMillis(delays.nextInt(200))));
    }
    StubParticipants.on("/beta/do-e", call -> Reply.status(422));
    StubParticipants.on("/beta/undo-b", call -> refuse.get() ? Reply.status(422) : Reply.ok("{}"));
  }

  @Test
  void runsInStrictReverseAndCanBeResumedAfterARefusal() {
    String saga = Sagas.start("undo", Map.of());
    JsonPath failed = Sagas.await(saga, "COMPENSATION_FAILED");
    assertEquals("COMPENSATION_REFUSED", failed.getString("steps[1].status"));
    assertEquals(
        List.of("do a", "do b", "do c", "do d", "undo d", "undo c"),
        StubParticipants.ledger().of(saga));
    refuse.set(false);
    Sagas.command(saga, "resume", Map.of("reason", "the participant is repaired")).statusCode(200);
    Sagas.await(saga, "COMPENSATED");
    assertEquals(
        List.of("do a", "do b", "do c", "do d", "undo d", "undo c", "undo b", "undo a"),
        StubParticipants.ledger().of(saga));
  }

  @Test
  void theRefusedCompensationAloneCanBeRetried() {
    String saga = Sagas.start("undo", Map.of());
    Sagas.await(saga, "COMPENSATION_FAILED");
    Sagas.command(saga, "retry", Map.of("step", "a", "reason", "not its turn")).statusCode(409);
    refuse.set(false);
    Sagas.command(saga, "retry", Map.of("step", "b", "reason", "repaired")).statusCode(200);
    Sagas.await(saga, "COMPENSATED");
    assertEquals(
        List.of("do a", "do b", "do c", "do d", "undo d", "undo c", "undo b", "undo a"),
        StubParticipants.ledger().of(saga));
  }

  @Test
  void canBeResolvedByHandWithAReason() {
    String saga = Sagas.start("undo", Map.of());
    Sagas.await(saga, "COMPENSATION_FAILED");
    Sagas.command(saga, "resolve", Map.of("step", "c", "reason", "wrong step")).statusCode(409);
    Sagas.command(saga, "resolve", Map.of("step", "b", "reason", "undone by phone"))
        .statusCode(200);
    JsonPath ended = Sagas.await(saga, "COMPENSATED");
    assertEquals("RESOLVED", ended.getString("steps[1].status"));
    assertEquals(
        List.of("do a", "do b", "do c", "do d", "undo d", "undo c", "undo a"),
        StubParticipants.ledger().of(saga));
    given()
        .get("/sagas/" + saga + "/timeline")
        .then()
        .statusCode(200)
        .body("findAll { it.what == 'command' }.outcome", hasItems("resolve"))
        .body("findAll { it.what == 'command' }.error", hasItems("undone by phone"));
  }
}
