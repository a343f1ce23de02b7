package io.eafix.risk.halt;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.halt;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.put;
import static io.eafix.risk.support.Api.release;
import static io.eafix.risk.support.Api.trade;
import static io.eafix.risk.support.Database.number;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.risk.support.Database;
import io.eafix.risk.support.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kill switch is read in the transaction of each decision. */
@QuarkusTest
class KillSwitchTest {

  private static final int TRADERS = 4;

  private final String account = "KILL-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void open() {
    Database.account(account, "1000000");
  }

  @AfterEach
  void goOn() {
    halt("GLOBAL", "*", "ACTIVE").then().statusCode(200);
    halt("SYMBOL", "EURUSD", "ACTIVE").then().statusCode(200);
  }

  @Test
  void aHaltBetweenTwoOrdersIsHonouredByTheNext() {
    Map<String, Object> first = order(account, "BUY", "1000");
    check(first).then().statusCode(200);
    halt("ACCOUNT", account, "HALTED").then().statusCode(200);
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("TRADING_STATE")))
        .body("reasons[0].subject", equalTo("HALTED ACCOUNT " + account))
        .body("reasons[0].limit", equalTo("0"))
        .body("reasons[0].actual", equalTo("1000"));
    release(UUID.fromString(first.get("signalId").toString())).then().statusCode(200);
    halt("ACCOUNT", account, "ACTIVE").then().statusCode(200);
    check(order(account, "BUY", "1000")).then().statusCode(200);
  }

  @Test
  void whenAHaltIsAnsweredNoLaterDecisionApproves() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService traders = Executors.newFixedThreadPool(TRADERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < TRADERS; i++) {
        running.add(traders.submit(() -> tradeUntil(stop)));
      }
      Eventually.until("some orders are approved", () -> approved() >= 5);
      halt("ACCOUNT", account, "HALTED").then().statusCode(200);
      long approvedAtHalt = approved();
      long decidedAtHalt = decided();
      Eventually.until("orders went on coming", () -> decided() >= decidedAtHalt + 10);
      stop.set(true);
      for (Future<?> trader : running) {
        trader.get();
      }
      assertEquals(approvedAtHalt, approved());
    } finally {
      stop.set(true);
      traders.shutdownNow();
    }
  }

  @Test
  void reducingAdmitsOnlyWhatReduces() {
    trade(account, "BUY", "10000", "1.38727");
    halt("ACCOUNT", account, "REDUCING").then().statusCode(200);
    check(order(account, "BUY", "1000")).then().statusCode(422);
    check(order(account, "SELL", "11000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("TRADING_STATE")))
        .body("reasons[0].limit", equalTo("10000"))
        .body("reasons[0].actual", equalTo("11000"));
    check(order(account, "SELL", "6000")).then().statusCode(200);
    check(order(account, "SELL", "5000"))
        .then()
        .statusCode(422)
        .body("reasons[0].limit", equalTo("4000"));
    check(order(account, "SELL", "4000")).then().statusCode(200);
  }

  @Test
  void everyScopeStopsAndTheStrictestHolds() {
    Map<String, Object> order = order(account, "BUY", "1000");
    String strategy = "cross-" + account;
    order.put("strategy", strategy);
    halt("STRATEGY", strategy, "REDUCING").then().statusCode(200);
    check(order)
        .then()
        .statusCode(422)
        .body("reasons[0].subject", equalTo("REDUCING STRATEGY " + strategy));
    check(order(account, "BUY", "1000")).then().statusCode(200);
    halt("SYMBOL", "EURUSD", "HALTED").then().statusCode(200);
    effective(strategy).then().body("state", equalTo("HALTED")).body("scope", equalTo("SYMBOL"));
    check(order(account, "BUY", "1000")).then().statusCode(422);
    halt("SYMBOL", "EURUSD", "ACTIVE").then().statusCode(200);
    halt("GLOBAL", "*", "HALTED").then().statusCode(200);
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons[0].subject", equalTo("HALTED GLOBAL *"));
  }

  @Test
  void whoeverLetsTradingGoOnIsNamedWithAReason() {
    halt("ACCOUNT", account, "HALTED").then().statusCode(200);
    for (String left : List.of("person", "reason")) {
      Map<String, Object> nameless = body("ACTIVE");
      nameless.put(left, " ");
      put("/trading-state", nameless)
          .then()
          .statusCode(400)
          .body("violations.field", hasItem(containsString(left)));
      nameless.remove(left);
      put("/trading-state", nameless).then().statusCode(400);
    }
    Map<String, Object> unscoped = body("ACTIVE");
    unscoped.put("scope", "GLOBAL");
    put("/trading-state", unscoped).then().statusCode(400).body("field", equalTo("value"));
    unscoped.remove("value");
    put("/trading-state", unscoped).then().statusCode(200).body("state.value", equalTo("*"));
    unscoped.put("scope", "STRATEGY");
    put("/trading-state", unscoped).then().statusCode(400).body("field", equalTo("value"));
    get("/trading-state/ACCOUNT/" + account).then().body("state", equalTo("HALTED"));
  }

  @Test
  void aChangeThatOthersOvertookIsRefused() {
    halt("ACCOUNT", account, "HALTED").then().body("state.version", equalTo(1));
    halt("ACCOUNT", account, "HALTED").then().body("state.version", equalTo(2));
    Map<String, Object> goOn = body("ACTIVE");
    goOn.put("expectedVersion", 1);
    put("/trading-state", goOn)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:version-conflict"))
        .body("detail", containsString("version 2 by R. Officer: HALTED"));
    goOn.put("expectedVersion", 2);
    put("/trading-state", goOn).then().statusCode(200).body("state.version", equalTo(3));
  }

  @Test
  void everyChangeIsKeptWithBeforeAndAfter() {
    get("/trading-state/ACCOUNT/" + account)
        .then()
        .body("state", equalTo("ACTIVE"))
        .body("version", equalTo(0))
        .body("person", nullValue());
    String key = UUID.randomUUID().toString();
    put("/trading-state", key, body("REDUCING")).then().statusCode(200);
    put("/trading-state", key, body("REDUCING")).then().header("Idempotent-Replayed", "true");
    halt("ACCOUNT", account, "HALTED").then().statusCode(200);
    String history = "/trading-state/history?scope=ACCOUNT&value=" + account;
    get(history)
        .then()
        .body("changes.version", equalTo(List.of(2, 1)))
        .body("changes.before", equalTo(List.of("REDUCING", "ACTIVE")))
        .body("changes.after", equalTo(List.of("HALTED", "REDUCING")))
        .body("changes[1].person", equalTo("A. Trader"))
        .body("changes[1].reason", equalTo("as seen"))
        .body("next", nullValue());
    int next = get(history + "&limit=1").then().extract().path("next");
    get(history + "&limit=1&cursor=" + next)
        .then()
        .body("changes.version", equalTo(List.of(1)))
        .body("changes.before", equalTo(List.of("ACTIVE")));
    get("/trading-state").then().body("value", hasItem(account));
    assertThrows(
        IllegalStateException.class,
        () -> Database.update("update trading_state set reason = 'x' where value = ?", account));
  }

  @Test
  void theMetricsFollow() {
    halt("ACCOUNT", account, "HALTED").then().statusCode(200);
    Eventually.until("the gauge counts the halt", () -> haltedAccounts() >= 1);
    assertTrue(
        get("/q/metrics")
            .asString()
            .contains("eafix_risk_refusal_reasons_total{code=\"TRADING_STATE\""));
  }

  private static long haltedAccounts() {
    return get("/q/metrics")
        .asString()
        .lines()
        .filter(
            line ->
                line.startsWith("eafix_risk_trading_states{scope=\"ACCOUNT\",state=\"HALTED\"}"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToLong(value -> new BigDecimal(value).longValue())
        .sum();
  }

  private Object tradeUntil(AtomicBoolean stop) {
    String side = "BUY";
    while (!stop.get()) {
      check(order(account, side, "1000"));
      side = "BUY".equals(side) ? "SELL" : "BUY";
    }
    return null;
  }

  private Response effective(String strategy) {
    return get(
        "/trading-state/effective?account=" + account + "&symbol=EURUSD&strategy=" + strategy);
  }

  private Map<String, Object> body(String state) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", "ACCOUNT");
    body.put("value", account);
    body.put("state", state);
    body.put("person", "A. Trader");
    body.put("reason", "as seen");
    return body;
  }

  private long approved() {
    return number("select count(*) from decision where account = ? and approved", account)
        .longValue();
  }

  private long decided() {
    return number("select count(*) from decision where account = ?", account).longValue();
  }
}
