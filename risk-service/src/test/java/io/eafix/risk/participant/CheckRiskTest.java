package io.eafix.risk.participant;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.fill;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.release;
import static io.eafix.risk.support.Api.update;
import static io.eafix.risk.support.Database.number;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.risk.support.Database;
import io.eafix.risk.support.LimitsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CheckRiskTest {

  private static final int CROWD = 100;
  private static final int THREADS = 32;
  private static final int ATTEMPTS_MAX = 50;

  @Test
  void ofAHundredOrdersAtOnceAgainstRoomForTenExactlyTenPass() throws Exception {
    Database.account("CROWD", "100000");
    assertEquals(10, passedOf(CROWD, "CROWD", "10000"));
    assertCount(10, "select count(*) from reservation where account = 'CROWD'");
    assertCount(CROWD, "select count(*) from decision where account = 'CROWD'");
    assertCount(
        CROWD,
        "select count(*) from outbox where topic = 'trading.risk.decided'"
            + " and convert_from(payload, 'UTF8')::jsonb ->> 'account' = 'CROWD'");
  }

  @Test
  void aRefusalIsADecisionThatStays() {
    UUID signal = UUID.randomUUID();
    Map<String, Object> order = order(signal, "DEMO", "BUY", "2000500");
    Response first = check(signal, order);
    first
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:risk-refused"))
        .body("reasons.code", hasItems("QUANTITY_MAX", "QUANTITY_STEP"))
        .body("reasons[0].limit", equalTo("1000000"))
        .body("reasons[0].actual", equalTo("2000500"));
    Response again = check(signal, order);
    again.then().statusCode(422).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    get("/decisions?signalId=" + signal)
        .then()
        .body("decisions.size()", equalTo(1))
        .body("decisions[0].approved", equalTo(false));
    assertCount(
        1, "select count(*) from outbox_sequence where aggregate_id = ?", signal.toString());
  }

  @Test
  void aSecondSagaOfOneSignalGetsNoSecondReservation() {
    UUID signal = UUID.randomUUID();
    check(signal, order(signal, "DEMO", "BUY", "1000")).then().statusCode(200);
    check(UUID.randomUUID(), order(signal, "DEMO", "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("NOT_DUPLICATE")));
  }

  @Test
  void roomIsFreeAgainAfterRelease() {
    Database.account("RELEASE", "10000");
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    UUID third = UUID.randomUUID();
    check(first, order(first, "RELEASE", "BUY", "10000")).then().statusCode(200);
    check(second, order(second, "RELEASE", "BUY", "1000")).then().statusCode(422);
    release(first).then().statusCode(200).body("state", equalTo("RELEASED"));
    check(third, order(third, "RELEASE", "BUY", "10000")).then().statusCode(200);
  }

  @Test
  void aReleaseThatOvertakesItsCheckBarsIt() {
    UUID signal = UUID.randomUUID();
    release(signal).then().statusCode(200);
    check(signal, order(signal, "DEMO", "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:saga-step-compensated"));
    assertCount(0, "select count(*) from reservation where signal_id = ?", signal);
  }

  @Test
  void aFilledReservationBecomesPositionAndItsRestIsFree() {
    Database.account("FILLED", "10000");
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    check(first, order(first, "FILLED", "BUY", "10000")).then().statusCode(200);
    update(first, List.of(fill("FILLED", "f-1", "BUY", "4000", "1.38727")))
        .then()
        .statusCode(200)
        .body("positions[0].quantity", equalTo("4000"));
    release(first).then().statusCode(200).body("state", equalTo("CONSUMED"));
    check(second, order(second, "FILLED", "BUY", "7000")).then().statusCode(422);
    check(UUID.randomUUID(), order(UUID.randomUUID(), "FILLED", "BUY", "6000"))
        .then()
        .statusCode(200);
  }

  @Test
  void noClockReleasesAReservation() {
    Database.account("HELD", "10000");
    Map<String, Object> held = order("HELD", "BUY", "10000");
    held.put("validUntil", "2014-05-01T00:02:00Z");
    check(held).then().statusCode(200);
    Map<String, Object> muchLater = order("HELD", "BUY", "1000");
    muchLater.put("quoteTime", "2024-05-01T12:00:00Z");
    muchLater.put("asOf", "2024-05-01T12:00:01Z");
    check(muchLater)
        .then()
        .statusCode(422)
        .body("reasons.code", hasItem("POSITION"))
        .body("reasons.find { it.code == 'POSITION' }.actual", equalTo("11000"));
    assertCount(1, "select count(*) from reservation where account = 'HELD' and state = 'ACTIVE'");
  }

  @Test
  void quantitiesAreExactDecimalsAndNeverRoundedUpToALot() {
    check(order("DEMO", "BUY", "999.9999"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("QUANTITY_MIN", "QUANTITY_STEP")))
        .body("reasons.limit", equalTo(List.of("1000", "1000")))
        .body("reasons.actual", equalTo(List.of("999.9999", "999.9999")));
    check(order("DEMO", "BUY", "1000.0001"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("QUANTITY_STEP")));
  }

  @Test
  void ofManyOrdersAtOnceTheRateAdmitsExactlyItsNumber() throws Exception {
    Database.account("RATE", "1000000");
    LimitsApi.ofAccount("RATE", Map.of("ordersMax", 10, "ordersWindowMs", 60000));
    assertEquals(10, passedOf(CROWD / 2, "RATE", "1000"));
    assertCount(10, "select count(*) from reservation where account = 'RATE'");
  }

  @Test
  void missingQuoteAndMissingClockFailClosed() {
    Map<String, Object> noQuote = order("DEMO", "BUY", "1000");
    noQuote.keySet().removeAll(List.of("bid", "ask", "quoteTime"));
    check(noQuote).then().statusCode(422).body("reasons.code", hasItem("QUOTE_PRESENT"));
    Map<String, Object> noClock = order("DEMO", "BUY", "1000");
    noClock.remove("asOf");
    check(noClock)
        .then()
        .statusCode(422)
        .body("reasons.code", hasItems("QUOTE_FRESH", "GROSS_NOTIONAL", "MARGIN"));
  }

  /** Sends buys at once; gives how many were approved. */
  private static int passedOf(int count, String account, String quantity) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        UUID signal = UUID.randomUUID();
        Map<String, Object> order = order(signal, account, "BUY", quantity);
        answers.add(pool.submit(() -> decided(signal, order)));
      }
      int passed = 0;
      for (Future<Integer> answer : answers) {
        passed += answer.get() == 200 ? 1 : 0;
      }
      return passed;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Asks until there is a definite answer, as the orchestrator does. */
  private static int decided(UUID signal, Map<String, Object> order) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int status = check(signal, order).statusCode();
      if (status == 200 || status == 422) {
        return status;
      }
    }
    throw new AssertionError("no definite answer for " + signal);
  }

  private static void assertCount(long expected, String sql, Object... parameters) {
    assertEquals(expected, number(sql, parameters).longValue(), sql);
  }
}
