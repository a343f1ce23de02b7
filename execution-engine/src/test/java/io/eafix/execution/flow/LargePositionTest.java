package io.eafix.execution.flow;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A position that grew beyond the largest order is closed all the same. */
@QuarkusTest
class LargePositionTest {
  private static final String MOST = "1000000000";

  private final String account = Engine.account();

  @Test
  void aCloseHasNoLargestQuantity() {
    for (int i = 0; i < 2; i++) {
      Map<String, Object> order = Engine.marketOrder(account);
      order.put("quantity", MOST);
      Engine.awaitStatus(Engine.submitted(order), "FILLED");
    }
    String close =
        Engine.write(UUID.randomUUID().toString())
            .body(
                Map.of("account", account, "symbol", "EURUSD", "bid", "1.08500", "ask", "1.08512"))
            .post("/positions/close")
            .then()
            .statusCode(202)
            .extract()
            .path("executionId");
    Engine.awaitStatus(close, "FILLED").then().body("order.quantity", equalTo("2000000000"));
  }
}
