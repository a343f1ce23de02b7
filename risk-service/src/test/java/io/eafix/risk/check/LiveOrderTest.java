package io.eafix.risk.check;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.order;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.eafix.risk.support.Database;
import io.eafix.risk.support.LimitsApi;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that brings no {@code asOf} is judged by the wall clock when it is decided. */
@QuarkusTest
class LiveOrderTest {

  private final String account = "LIVE-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void open() {
    Database.account(account, "1000000");
    LimitsApi.ofEurUsd(account, Map.of("session", "ALWAYS"));
    Database.update("delete from mark");
  }

  /** Marks of now would value what other tests say cannot be valued now. */
  @AfterEach
  void forget() {
    Database.update("delete from mark");
  }

  @Test
  void itsSignalExpiresWhileItWaits() {
    Map<String, Object> order = live(Instant.now().minusSeconds(3));
    order.put("validUntil", Instant.now().minusSeconds(1).toString());
    check(order)
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("SIGNAL_NOT_EXPIRED")));
    Map<String, Object> inTime = live(Instant.now().minusSeconds(3));
    inTime.put("validUntil", Instant.now().plusSeconds(600).toString());
    check(inTime).then().statusCode(200);
  }

  @Test
  void itsQuoteAgesWhileItWaits() {
    check(live(Instant.now().minusSeconds(301)))
        .then()
        .statusCode(422)
        .body("reasons.code", hasItem("QUOTE_FRESH"));
  }

  @Test
  void itsSendersClockMayBeALittleAhead() {
    check(live(Instant.now().plusMillis(1500))).then().statusCode(200);
    check(live(Instant.now().plusSeconds(60)))
        .then()
        .statusCode(422)
        .body("reasons.code", hasItem("QUOTE_FRESH"));
  }

  /** As the orchestrator sends it for a live signal: what is null is absent. */
  private Map<String, Object> live(Instant quoteTime) {
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("quoteTime", quoteTime.toString());
    order.put("asOf", null);
    return order;
  }
}
