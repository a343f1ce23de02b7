package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.restartRedis;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One effect for each key while Redis forgets, evicts or is gone. */
@QuarkusTest
class LostStoreTest {

  @Inject Redis redis;
  @Inject Gate gate;

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void aWipedRedisChangesNoAnswer() {
    String key = unique();
    String text = unique();
    Response first = post("/notes", key, body(text));
    command(Request.cmd(Command.FLUSHALL));
    Response second = post("/notes", key, body(text));
    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    assertEquals(first.header("Location"), second.header("Location"));
    command(Request.cmd(Command.FLUSHALL));
    post("/notes", key, body(text + "!")).then().statusCode(422);
    post("/notes", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @ParameterizedTest
  @CsvSource({"/notes, 201", "/remote, 200"})
  void anAnswerThatRedisWasNotToldOfIsReplayedNotInProgress(String path, int status) {
    command(Request.cmd(Command.FLUSHALL));
    String key = unique();
    String text = unique();
    Response first = post(path, key, body(text));
    loseTheAnswerInRedis();
    Response second = post(path, key, body(text));
    second.then().statusCode(status).header("Idempotent-Replayed", "true");
    assertArrayEquals(first.asByteArray(), second.asByteArray());
    assertEquals(1, count(text));
  }

  @Test
  void withoutRedisPostgresAnswers() {
    String key = unique();
    String text = unique();
    TestServers.redis().kill();
    try {
      post("/notes", key, body(text))
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", nullValue());
      post("/notes", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
      post("/notes", key, body(text + "!")).then().statusCode(422);
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(200)
          .body(
              "checks.find { it.name == 'Idempotency store' }.data.store", equalTo("unavailable"));
    } finally {
      restartRedis();
    }
    post("/notes", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aRedisThatEvictsIsDown() {
    command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory-policy").arg("allkeys-lru"));
    try {
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(503)
          .body("checks.find { it.name == 'Idempotency store' }.status", equalTo("DOWN"));
    } finally {
      command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory-policy").arg("noeviction"));
    }
    given().get("/q/health/ready").then().statusCode(200);
  }

  @Test
  void aRedisThatIsFullCostsNothingButTime() {
    String key = unique();
    String text = unique();
    command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1"));
    try {
      post("/notes", key, body(text)).then().statusCode(201);
      post("/notes", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
    } finally {
      command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0"));
    }
    assertEquals(1, count(text));
  }

  @Test
  void aRedisThatIsFullWhenTheAnswerIsStoredMakesNoSuccessRunAgain() {
    String key = unique();
    String text = unique();
    gate.close();
    CompletableFuture<Response> first = async(() -> post("/notes/gated", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1"));
    try {
      gate.open();
      first.join().then().statusCode(200).header("Idempotent-Replayed", nullValue());
      Response second = post("/notes/gated", key, body(text));
      second.then().statusCode(200).header("Idempotent-Replayed", "true");
      assertArrayEquals(first.join().asByteArray(), second.asByteArray());
    } finally {
      command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0"));
    }
    post("/notes/gated", key, body(text))
        .then()
        .statusCode(200)
        .header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void aRunningRequestIsNotRunTwiceWhenRedisForgetsIt() {
    String key = unique();
    String text = unique();
    gate.close();
    CompletableFuture<Response> first = async(() -> post("/notes/gated", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    post("/notes/gated", key, body(text))
        .then()
        .statusCode(409)
        .header("Retry-After", org.hamcrest.Matchers.matchesPattern("[1-9][0-9]*"))
        .body("type", equalTo("urn:eafix:problem:idempotency-key-in-progress"));
    post("/notes/gated", key, body(text + "!")).then().statusCode(422);
    command(Request.cmd(Command.FLUSHALL));
    CompletableFuture<Response> second =
        async(() -> withKey(key).header("Prefer", "wait=30").body(body(text)).post("/notes/gated"));
    gate.open();
    first.join().then().statusCode(200);
    second.join().then().statusCode(200);
    // Postgres decides which of the two took effect: the other one gives back the answer of that.
    assertEquals(
        1,
        Stream.of(first, second)
            .filter(answer -> "true".equals(answer.join().header("Idempotent-Replayed")))
            .count());
    assertArrayEquals(first.join().asByteArray(), second.join().asByteArray());
    assertEquals(1, count(text));
  }

  @Test
  void whoeverCameFirstIsReplayedThoughRedisForgotItAndHoldsAnotherRequestOfItsKey() {
    String key = unique();
    String text = unique();
    post("/notes/gated", key, body(text)).then().statusCode(200);
    command(Request.cmd(Command.FLUSHALL));
    gate.close();
    CompletableFuture<Response> other = async(() -> post("/notes/gated", key, body(text + "!")));
    await().until(() -> gate.waiting() == 1);
    post("/notes/gated", key, body(text))
        .then()
        .statusCode(200)
        .header("Idempotent-Replayed", "true");
    gate.open();
    other.join().then().statusCode(422);
    assertEquals(1, count(text));
    assertEquals(0, count(text + "!"));
  }

  @Test
  void aHandlerThatRunsThreeLeasesLongKeepsItsClaim() {
    String key = unique();
    String text = unique();
    gate.close();
    CompletableFuture<Response> first = async(() -> post("/notes/gated", key, body(text)));
    await().until(() -> gate.waiting() == 1);
    long threeLeases = System.nanoTime() + Duration.ofSeconds(6).toNanos();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              post("/notes/gated", key, body(text)).then().statusCode(409);
              return System.nanoTime() > threeLeases;
            });
    assertEquals(1, gate.waiting());
    gate.open();
    first.join().then().statusCode(200).header("Idempotent-Replayed", nullValue());
    assertEquals(1, count(text));
  }

  @Test
  void aWipeUnderLoadLeavesOneEffectForEachKey() {
    String text = unique();
    List<String> keys = IntStream.range(0, 60).mapToObj(i -> unique()).toList();
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 240)
            .mapToObj(i -> keys.get(i % keys.size()))
            .map(
                key ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          if (key.hashCode() % 7 == 0) {
                            wipe();
                          }
                          return withKey(key)
                              .header("Prefer", "wait=30")
                              .body(body(text))
                              .post("/notes")
                              .statusCode();
                        }))
            .toList();
    assertTrue(calls.stream().allMatch(call -> call.join() == 201));
    assertEquals(keys.size(), count(text));
  }

  /**
   * As if Redis had not been told: the only record that it has still says that the request runs.
   */
  private static void loseTheAnswerInRedis() {
    long until = System.currentTimeMillis() + Duration.ofMinutes(1).toMillis();
    String lost =
        TestServers.redis()
            .command(
                "EVAL",
                "redis.call('HSET', redis.call('RANDOMKEY'), 'st', 'R', 'un', ARGV[1])"
                    + " return redis.status_reply('records: ' .. redis.call('DBSIZE'))",
                "0",
                Long.toString(until));
    assertTrue(lost.endsWith("records: 1"), lost);
  }

  /** One at a time: the client's own queue is bounded. */
  private synchronized void wipe() {
    command(Request.cmd(Command.FLUSHALL));
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
  }

  private io.vertx.redis.client.Response command(Request request) {
    return Uni.createFrom()
        .completionStage(redis.send(request).toCompletionStage())
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
