package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.redis.RedisServer;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a request costs at Redis, counted there. */
@QuarkusTest
class RoundTripsTest {

  /** Two arguments of the script that stores an answer. */
  private static final String COMPLETED = "\"D\" \"200\"";

  private final RedisServer redis = TestServers.redis();

  @Test
  void aFirstExecutionCostsTwoRoundTripsAndAReplayOne() throws IOException {
    String key = unique();
    String request = body(unique());
    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      // Scripts are loaded before anything is counted.
      for (int i = 0; i < 2; i++) {
        post("/notes/patient", unique(), body(unique())).then().statusCode(200);
        sentUntilAnswered(monitor);
      }
      post("/notes/patient", key, request).then().statusCode(200);
      assertScripts(2, sentUntilAnswered(monitor));
      post("/notes/patient", key, request)
          .then()
          .statusCode(200)
          .header("Idempotent-Replayed", "true");
      assertScripts(1, sentUntilNow(monitor));
      post("/notes/patient", key, body(unique())).then().statusCode(422);
      assertScripts(1, sentUntilNow(monitor));
    }
  }

  /** The answer is sent to Redis some milliseconds after it has left. */
  private List<String> sentUntilAnswered(RedisMonitor monitor) {
    List<String> commands = new ArrayList<>();
    await()
        .until(
            () ->
                commands.addAll(sentUntilNow(monitor))
                    && commands.stream().anyMatch(command -> command.contains(COMPLETED)));
    return commands;
  }

  private List<String> sentUntilNow(RedisMonitor monitor) throws IOException {
    String mark = unique();
    redis.command("ECHO", mark);
    return monitor.until(mark).stream()
        // Each event loop greets once, on the connection that it keeps.
        .filter(command -> !command.toLowerCase(Locale.ROOT).contains("\"hello\""))
        .toList();
  }

  private static void assertScripts(int expected, List<String> commands) {
    assertEquals(expected, commands.size(), commands::toString);
    assertTrue(
        commands.stream().allMatch(command -> command.toUpperCase().contains("\"EVALSHA\"")),
        commands::toString);
  }
}
