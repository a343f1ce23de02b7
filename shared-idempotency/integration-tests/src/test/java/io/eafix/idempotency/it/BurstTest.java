package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many requests at once: more than Redis has connections and places to wait for one, or of one key.
 */
@QuarkusTest
@TestProfile(BurstTest.Patient.class)
class BurstTest {

  private static final int REQUESTS = 120;

  /** A slow machine is no failure of Redis. */
  public static final class Patient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("eafix.idempotency.redis.timeout", "30s");
    }
  }

  @Inject MeterRegistry metrics;

  @Test
  void aBurstOfRequestsIsAdmittedByRedis() {
    double before = storeFailures();
    List<CompletableFuture<Response>> burst =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> async(() -> post("/notes", unique(), body(unique()))))
            .toList();
    burst.forEach(answer -> assertEquals(201, answer.join().statusCode()));
    assertEquals(before, storeFailures());
  }

  @Test
  void manyCallersWithOneKeyGetOneResult() {
    String key = unique();
    String text = unique();
    List<CompletableFuture<Response>> calls =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    async(
                        () ->
                            withKey(key)
                                .header("Prefer", "wait=30")
                                .body(body(text))
                                .post("/notes")))
            .toList();
    byte[] result = calls.get(0).join().asByteArray();
    for (CompletableFuture<Response> call : calls) {
      call.join().then().statusCode(201);
      assertArrayEquals(result, call.join().asByteArray());
    }
    assertEquals(
        39, calls.stream().filter(c -> c.join().header("Idempotent-Replayed") != null).count());
    assertEquals(1, count(text));
  }

  private double storeFailures() {
    return metrics.find("eafix.idempotency.store.failures").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
