package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.testservers.TestServers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SIGKILL of the process at each point between the claim and the answer; another replica gets the
 * same request again.
 */
@Tag("slow")
class CrashIT {

  private static NoteProcess survivor;

  @BeforeAll
  static void startSurvivor() {
    survivor = NoteProcess.start(TestServers.redis().url());
  }

  @AfterAll
  static void stopSurvivor() {
    survivor.close();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "CLAIMED,/notes,note_write",
    "BEGUN,/notes,note_write",
    "WORKED,/notes,note_write",
    "COMMITTED,/notes,note_write",
    "SETTLED,/notes,note_write",
    "WORKED,/plain,plain_write",
    "COMMITTED,/plain,plain_write"
  })
  void theWorkOfATransactionTakesEffectOnce(String step, String path, String operation) {
    String key = unique();
    String text = unique();
    crash(path, operation, step, key, body(text));
    assertEquals(422, survivor.post(path, key, body(text + "!")).join().statusCode());
    HttpResponse<String> retried = survivor.post(path, key, body(text)).join();
    assertEquals(201, retried.statusCode(), retried::body);
    boolean committed = step.equals("COMMITTED") || step.equals("SETTLED");
    assertEquals(committed, isReplay(retried));
    HttpResponse<String> replayed = survivor.post(path, key, body(text)).join();
    assertTrue(isReplay(replayed));
    assertEquals(retried.body(), replayed.body());
    assertEquals(1, survivor.count(text));
  }

  /** The status of the retry, and how often the other system was reached. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"CLAIMED,200,1", "BEGUN,409,0", "WORKED,409,1", "COMMITTED,200,1", "SETTLED,200,1"})
  void workThatReachesAnotherSystemIsNeverDoneAgain(String step, int status, long effects) {
    String key = unique();
    String text = unique();
    crash("/remote", "remote_write", step, key, body(text));
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> retried = survivor.post("/remote", key, body(text)).join();
      assertEquals(status, retried.statusCode(), retried::body);
      assertEquals(status == 409, retried.body().contains("execution-in-doubt"), retried::body);
    }
    assertEquals(422, survivor.post("/remote", key, body(text + "!")).join().statusCode());
    assertEquals(effects, survivor.count(text));
  }

  private static void crash(String path, String operation, String step, String key, String body) {
    try (NoteProcess victim = NoteProcess.start(TestServers.redis().url())) {
      victim.dieAt(operation, step);
      CompletableFuture<HttpResponse<String>> answer = victim.post(path, key, body);
      assertThrows(CompletionException.class, answer::join);
      victim.awaitDeath();
    }
  }

  private static boolean isReplay(HttpResponse<String> answer) {
    return answer.headers().firstValue("Idempotent-Replayed").isPresent();
  }
}
