package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.testservers.Server;
import io.eafix.testservers.WithServers;
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

/** More requests at once than Redis' pool has connections and places to wait for one. */
@QuarkusTest
@TestProfile(BurstTest.Patient.class)
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
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

  private double storeFailures() {
    return metrics.find("eafix.idempotency.store.failures").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
