package io.eafix.execution.flow;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A paper market does not run ahead of the clock: until then no order would move it. */
@QuarkusTest
class FutureMarketTest {
  private static final Map<String, String> PRICES =
      Map.of("open", "1.1", "high", "1.1", "low", "1.1", "close", "1.1");

  private final Instant later = Instant.now().plus(Duration.ofMinutes(10));

  @Test
  void aQuoteFromTheFutureIsRefused() {
    move("quotes", Map.of("symbol", "LATER", "bid", "1.1", "ask", "1.2", "time", later.toString()))
        .then()
        .statusCode(400)
        .body("field", equalTo("time"));
  }

  @Test
  void aBarThatIsNotClosedYetIsRefused() {
    bar(later).then().statusCode(400).body("field", equalTo("closeTime"));
    bar(later.minus(Duration.ofMinutes(20))).then().statusCode(200);
  }

  private static Response bar(Instant closeTime) {
    return move(
        "bars",
        Map.of(
            "symbol",
            "LATER",
            "openTime",
            closeTime.minus(Duration.ofMinutes(15)).toString(),
            "closeTime",
            closeTime.toString(),
            "bid",
            PRICES,
            "ask",
            PRICES));
  }

  private static Response move(String what, Map<String, Object> body) {
    return Engine.write(UUID.randomUUID().toString()).body(body).post("/venues/paper/" + what);
  }
}
