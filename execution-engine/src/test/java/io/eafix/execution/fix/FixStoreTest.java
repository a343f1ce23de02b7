package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.flow.Engine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The session's store is watched, as it grows until the session is reset. */
@QuarkusTest
@TestProfile(FixVenueTest.WithFix.class)
@WithTestResource(SimulatorProcess.class)
class FixStoreTest {
  private static final String BYTES = "eafix_fix_store_size_bytes";
  private static final String MESSAGES = "eafix_fix_store_messages";

  @Test
  void itsSizeIsAMetric() {
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    Engine.await(() -> given().get("/q/metrics"), all -> metric(all.asString(), BYTES) > 0, BYTES);
    long before = metric(given().get("/q/metrics").asString(), BYTES);
    long messages = metric(given().get("/q/metrics").asString(), MESSAGES);
    assertTrue(messages > 0, MESSAGES);
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(Engine.account())), "FILLED");
    Engine.await(
        () -> given().get("/q/metrics"),
        all ->
            metric(all.asString(), BYTES) > before && metric(all.asString(), MESSAGES) > messages,
        "grown");
  }

  private static long metric(String all, String name) {
    return all.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))
        .mapToLong(BigDecimal::longValue)
        .findFirst()
        .orElse(-1);
  }
}
