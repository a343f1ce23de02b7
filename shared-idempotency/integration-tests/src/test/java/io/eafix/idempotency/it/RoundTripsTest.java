package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.redis.RedisServer;
import io.eafix.testservers.Server;
import io.eafix.testservers.TestServers;
import io.eafix.testservers.WithServers;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request costs at Redis, counted there. */
@QuarkusTest
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
class RoundTripsTest {

  private final RedisServer redis = TestServers.redis();

  @Test
  void aFirstExecutionCostsTwoRoundTripsAndAReplayOne() throws IOException {
    // Connections are greeted and scripts are loaded before anything is counted.
    post("/notes/patient", unique(), body(unique())).then().statusCode(200);
    String key = unique();
    String request = body(unique());
    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      post("/notes/patient", key, request).then().statusCode(200);
      assertScripts(2, sentUntilNow(monitor));
      post("/notes/patient", key, request)
          .then()
          .statusCode(200)
          .header("Idempotent-Replayed", "true");
      assertScripts(1, sentUntilNow(monitor));
      post("/notes/patient", key, body(unique())).then().statusCode(422);
      assertScripts(1, sentUntilNow(monitor));
    }
  }

  private List<String> sentUntilNow(RedisMonitor monitor) throws IOException {
    String mark = unique();
    redis.command("ECHO", mark);
    return monitor.until(mark);
  }

  private static void assertScripts(int expected, List<String> commands) {
    assertEquals(expected, commands.size(), commands::toString);
    assertTrue(
        commands.stream().allMatch(command -> command.toUpperCase().contains("\"EVALSHA\"")),
        commands::toString);
  }
}
