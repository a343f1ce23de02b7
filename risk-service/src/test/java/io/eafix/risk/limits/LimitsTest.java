package io.eafix.risk.limits;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.put;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.risk.support.Crowd;
import io.eafix.risk.support.Database;
import io.eafix.risk.support.LimitsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits are set by named persons, version by version. */
@QuarkusTest
class LimitsTest {

  private static final int OFFICERS = 8;

  private final String account = "LIMIT-" + UUID.randomUUID().toString().substring(0, 8);
  private final String ofAccount = "/limits/accounts/" + account;
  private final String ofSymbol = ofAccount + "/symbols/EURUSD";

  @Test
  void anAccountTradesWhenItHasLimitsAndInASymbolWithLimits() {
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("ACCOUNT_KNOWN", "INSTRUMENT_ALLOWED")));
    set(0, Map.of()).then().statusCode(200).body("version", equalTo(1));
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("INSTRUMENT_ALLOWED")));
    put(ofSymbol, LimitsApi.request(0, demoSymbol()))
        .then()
        .statusCode(200)
        .body("version", equalTo(1));
    check(order(account, "BUY", "1000")).then().statusCode(200);
  }

  @Test
  void theNextOrderIsDecidedOnTheNewLimits() {
    open();
    check(order(account, "BUY", "2000")).then().statusCode(200);
    LimitsApi.ofEurUsd(account, Map.of("orderQuantityMax", "1000"));
    check(order(account, "BUY", "2000"))
        .then()
        .statusCode(422)
        .body("reasons[0].code", equalTo("QUANTITY_MAX"))
        .body("reasons[0].limit", equalTo("1000"));
  }

  @Test
  void aVersionThatOthersReplacedIsNotReplacedAgain() {
    open();
    set(1, Map.of("ordersMax", 7)).then().statusCode(200).body("version", equalTo(2));
    set(1, Map.of("ordersMax", 8))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:version-conflict"))
        .body("detail", containsString("1 was expected and 2 is in force"));
    get(ofAccount).then().body("limits.ordersMax", equalTo(7)).body("version", equalTo(2));
  }

  @Test
  void ofManyOfficersWhoSawOneVersionOneReplacesIt() throws Exception {
    open();
    List<Integer> statuses =
        Crowd.of(
            IntStream.rangeClosed(1, OFFICERS).boxed().toList(),
            i -> set(1, Map.of("ordersMax", i)).statusCode());
    assertEquals(1, statuses.stream().filter(status -> status == 200).count());
    get(ofAccount).then().body("version", equalTo(2));
  }

  @Test
  void everyChangeIsKeptWithWhoWhyBeforeAndAfter() {
    open();
    LimitsApi.ofAccount(account, Map.of("capital", "500"));
    LimitsApi.ofEurUsd(account, Map.of("positionMax", "7000"));
    get(ofAccount + "/history")
        .then()
        .body("changes.version", equalTo(List.of(2, 1)))
        .body("changes[0].person", equalTo("R. Officer"))
        .body("changes[0].reason", equalTo("test"))
        .body("changes[0].before.capital", equalTo("1000000"))
        .body("changes[0].after.capital", equalTo("500"))
        .body("changes[1].before", nullValue())
        .body("next", nullValue());
    get(ofAccount + "/history?limit=1").then().body("next", equalTo(2));
    get(ofAccount + "/history?limit=1&cursor=2")
        .then()
        .body("changes.version", equalTo(List.of(1)))
        .body("next", nullValue());
    get(ofSymbol + "/history")
        .then()
        .body("changes[0].before.positionMax", equalTo("10000000"))
        .body("changes[0].after.positionMax", equalTo("7000"));
    assertThrows(
        IllegalStateException.class,
        () -> Database.update("update account_limits set capital = 0 where account = ?", account));
    assertThrows(
        IllegalStateException.class,
        () -> Database.update("delete from symbol_limits where account = ?", account));
  }

  @Test
  void aRepeatedChangeIsAnsweredAgainAndMadeOnce() {
    open();
    Map<String, Object> request = account(1, Map.of("ordersMax", 3));
    String key = UUID.randomUUID().toString();
    Response first = put(ofAccount, key, request);
    first.then().statusCode(200).body("version", equalTo(2));
    Response again = put(ofAccount, key, request);
    again.then().statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    get(ofAccount).then().body("version", equalTo(2));
  }

  @Test
  void badLimitsAreRefusedWithFieldAndFault() {
    Map<String, Object> nameless = account(0, Map.of());
    nameless.remove("person");
    nameless.put("reason", "");
    Map<String, Object> limits = LimitsApi.inForce("/limits/accounts/DEMO");
    limits.remove("dailyLossMax");
    limits.put("capital", "-1");
    nameless.put("limits", limits);
    put(ofAccount, nameless)
        .then()
        .statusCode(400)
        .body("violations.field", hasItem(containsString("person")))
        .body("violations.field", hasItem(containsString("reason")))
        .body("violations.field", hasItem(containsString("limits.dailyLossMax")))
        .body("violations.field", hasItem(containsString("limits.capital")));
    Map<String, Object> misspelt = LimitsApi.inForce("/limits/accounts/DEMO");
    misspelt.put("capitol", "1");
    put(ofAccount, LimitsApi.request(0, misspelt)).then().statusCode(400);
  }

  @Test
  void limitsOfWhatIsNotKnownAreRefused() {
    put(ofSymbol, LimitsApi.request(0, demoSymbol())).then().statusCode(404);
    open();
    put(ofAccount + "/symbols/XAUXAG", LimitsApi.request(0, demoSymbol())).then().statusCode(404);
    Map<String, Object> closed = demoSymbol();
    closed.put("session", "MOON");
    put(ofSymbol, LimitsApi.request(1, closed))
        .then()
        .statusCode(400)
        .body("field", equalTo("limits.session"))
        .body("allowed", equalTo("ALWAYS, FX"));
    Map<String, Object> euro = account(1, Map.of());
    euro.put("currency", "EUR");
    put(ofAccount, euro).then().statusCode(400).body("field", equalTo("currency"));
    get("/limits/accounts/" + account + "/symbols/GBPUSD").then().statusCode(404);
    get("/limits/accounts/NOBODY-AT-ALL").then().statusCode(404);
  }

  private void open() {
    set(0, Map.of()).then().statusCode(200);
    put(ofSymbol, LimitsApi.request(0, demoSymbol())).then().statusCode(200);
  }

  private Response set(int expectedVersion, Map<String, Object> changes) {
    return put(ofAccount, account(expectedVersion, changes));
  }

  private static Map<String, Object> account(int expectedVersion, Map<String, Object> changes) {
    Map<String, Object> limits = LimitsApi.inForce("/limits/accounts/DEMO");
    limits.putAll(changes);
    Map<String, Object> request = LimitsApi.request(expectedVersion, limits);
    request.put("currency", "USD");
    return request;
  }

  private static Map<String, Object> demoSymbol() {
    return LimitsApi.inForce("/limits/accounts/DEMO/symbols/EURUSD");
  }
}
