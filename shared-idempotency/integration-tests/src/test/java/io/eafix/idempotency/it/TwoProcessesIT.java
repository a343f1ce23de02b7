package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.redis.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one Postgres and one Redis that loses what it knew. */
@Tag("slow")
class TwoProcessesIT {

  private static final int CALLERS = 200;

  @TempDir static Path directory;

  private static RedisServer redis;
  private static List<NoteProcess> replicas;

  @BeforeAll
  static void start() {
    redis = RedisServer.embedded(directory, Ports.free());
    redis.start();
    replicas = List.of(NoteProcess.start(redis.url()), NoteProcess.start(redis.url()));
  }

  @AfterAll
  static void stop() {
    replicas.forEach(NoteProcess::close);
    redis.stop();
  }

  @Test
  void twoHundredCallersOnTwoProcessesWithOneKeyAreOneExecution() {
    String key = unique();
    String text = unique();
    List<HttpResponse<String>> answers = answers(call(key, text));
    assertTrue(answers.stream().allMatch(answer -> answer.statusCode() == 201));
    assertEquals(1, answers.stream().map(HttpResponse::body).distinct().count());
    assertEquals(CALLERS - 1, answers.stream().filter(TwoProcessesIT::isReplay).count());
    assertEquals(1, replicas.get(0).count(text));
  }

  @Test
  void aWipeUnderLoadLeavesOneEffectForEachKey() {
    String text = unique();
    List<String> keys = IntStream.range(0, 50).mapToObj(i -> unique()).toList();
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (String key : keys) {
        calls.add(replicas.get(calls.size() % 2).post("/notes", key, body(text)));
      }
      redis.command("FLUSHALL");
      redis.command("SCRIPT", "FLUSH");
    }
    assertTrue(answers(calls).stream().allMatch(answer -> answer.statusCode() == 201));
    assertEquals(keys.size(), replicas.get(0).count(text));
  }

  @Test
  void aRestartFromAnOlderAppendOnlyFileUnderLoadLeavesOneEffectForEachKey() throws IOException {
    String text = unique();
    List<String> keys = IntStream.range(0, 50).mapToObj(i -> unique()).toList();
    Path file = directory.resolve("appendonly.aof");
    Path older = directory.resolve("older.aof");
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>(send(keys, text));
    Files.copy(file, older);
    calls.addAll(send(keys, text));
    redis.kill();
    calls.addAll(send(keys, text));
    Files.delete(file);
    Files.move(older, file);
    redis.start();
    calls.addAll(send(keys, text));
    assertTrue(answers(calls).stream().allMatch(answer -> answer.statusCode() == 201));
    assertTrue(answers(send(keys, text)).stream().allMatch(TwoProcessesIT::isReplay));
    assertEquals(keys.size(), replicas.get(0).count(text));
  }

  private static List<CompletableFuture<HttpResponse<String>>> call(String key, String text) {
    return IntStream.range(0, CALLERS)
        .mapToObj(i -> replicas.get(i % 2).post("/notes", key, body(text)))
        .toList();
  }

  private static List<CompletableFuture<HttpResponse<String>>> send(
      List<String> keys, String text) {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> replicas.get(i % 2).post("/notes", keys.get(i), body(text)))
        .toList();
  }

  private static List<HttpResponse<String>> answers(
      List<CompletableFuture<HttpResponse<String>>> calls) {
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private static boolean isReplay(HttpResponse<String> answer) {
    return answer.headers().firstValue("Idempotent-Replayed").isPresent();
  }
}
