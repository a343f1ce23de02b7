package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.client.Answer;
import io.eafix.localstack.client.PatientClient;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Venue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Orders through the FIX simulator while the engine and the simulator are killed and their session
 * is cut, at random but the same on every run.
 */
@Tag("slow")
@Timeout(900)
class FixChaosTest {
  private static final long SEED = 20260105;
  private static final int ORDERS = 500;
  private static final int BURST = 20;
  private static final long ANSWER_SECONDS_MAX = 120;
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(180);

  @RegisterExtension static final RunningEafix EAFIX = new RunningEafix(Venue.FIX);

  private final PatientClient client = new PatientClient();

  @Test
  void eachOrderIsAtTheVenueOnceAndEachFillIsBookedOnce() throws Exception {
    FixTraces traces = new FixTraces(EAFIX.stack());
    Random random = new Random(SEED);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    while (answers.size() < ORDERS) {
      for (int i = 0; i < BURST; i++) {
        answers.add(client.send(order(answers.size())));
      }
      disturb(random.nextInt(5));
    }
    for (CompletableFuture<Answer> answer : answers) {
      assertEquals(202, answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).status());
    }

    assertTrue(
        Waiting.until(SETTLED_WITHIN, () -> traces.unsettled().isEmpty()),
        () -> "not settled: " + traces.unsettled());
    assertEquals(ORDERS, traces.statuses().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(Map.of(), traces.notOnceAtVenue());
    assertEquals(traces.executionsAtVenue(), traces.bookedExecutions());
    assertEquals(0, traces.strays());
    assertTrue(traces.doubts() > 0, "nothing was ever in doubt, so nothing was tried");
    assertTrue(traces.statuses().get("FILLED") > BURST, () -> "" + traces.statuses());
  }

  private void disturb(int what) throws Exception {
    switch (what) {
      case 0 -> EAFIX.crash(Component.EXECUTION);
      case 1 -> EAFIX.crash(Component.FIX_SIMULATOR);
      case 2 -> {
        EAFIX.stack().kill(Component.FIX_SIMULATOR);
        EAFIX.crash(Component.EXECUTION);
        EAFIX.stack().startAgain(Component.FIX_SIMULATOR);
      }
      default -> client.send(request(Component.FIX_SIMULATOR, "/disconnect").build()).get();
    }
  }

  private static HttpRequest order(int number) {
    return request(Component.EXECUTION, "/orders")
        .header("Idempotency-Key", "\"chaos-" + number + "\"")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"account\":\"CHAOS\",\"symbol\":\"EURUSD\",\"side\":\""
                    + (number % 2 == 0 ? "BUY" : "SELL")
                    + "\",\"quantity\":\"10000\",\"type\":\"MARKET\",\"timeInForce\":\"IOC\","
                    + "\"bid\":\"1.08500\",\"ask\":\"1.08512\"}"))
        .build();
  }

  private static HttpRequest.Builder request(Component component, String path) {
    return HttpRequest.newBuilder(URI.create(EAFIX.url(component) + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.noBody());
  }
}
