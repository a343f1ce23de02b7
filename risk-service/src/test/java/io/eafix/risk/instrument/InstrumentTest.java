package io.eafix.risk.instrument;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.fill;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.put;
import static io.eafix.risk.support.Api.quote;
import static io.eafix.risk.support.Api.update;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.risk.support.Crowd;
import io.eafix.risk.support.Database;
import io.eafix.risk.support.LimitsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Instruments are made known by named persons, version by version. */
@QuarkusTest
class InstrumentTest {

  private static final int OFFICERS = 8;

  private final String symbol = "X" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
  private final String path = "/instruments/" + symbol;

  @Test
  void anAccountThatAnUnknownSymbolStoppedGoesOn() {
    String account = "STOP-" + symbol;
    Database.account(account, "1000000");
    Map<String, Object> fill =
        new HashMap<>(fill(account, "unknown-" + symbol, "BUY", "1000", "1200.5"));
    fill.put("symbol", symbol);
    update(UUID.randomUUID(), List.of(fill)).then().statusCode(200);
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body(
            "reasons.code",
            equalTo(List.of("GROSS_NOTIONAL", "CURRENCY_EXPOSURE", "MARGIN", "DAILY_LOSS")))
        .body("reasons.actual", everyItem(containsString(symbol)));
    put(path, request(0, Map.of())).then().statusCode(200);
    quote(symbol, "1201", "1201.5", "2014-05-01T00:01:00Z").then().statusCode(200);
    check(order(account, "BUY", "1000")).then().statusCode(200);
    get("/accounts/" + account + "/pnl").then().body("unrealised", equalTo("500"));
  }

  @Test
  void anAccountTradesInItOnceItHasLimits() {
    String account = "NEW-" + symbol;
    Database.account(account, "1000000");
    Map<String, Object> limits =
        LimitsApi.inForce("/limits/accounts/" + account + "/symbols/EURUSD");
    limits.put("spreadMax", "1");
    limits.put("stopDistance", "1");
    String ofSymbol = "/limits/accounts/" + account + "/symbols/" + symbol;
    put(ofSymbol, LimitsApi.request(0, limits)).then().statusCode(404);
    put(path, request(0, Map.of("quantityMin", "5", "quantityStep", "5")))
        .then()
        .statusCode(200)
        .body("symbol", equalTo(symbol))
        .body("version", equalTo(1))
        .body("terms.baseCurrency", equalTo("XAU"))
        .body("terms.tickSize", equalTo("0.01"));
    put(ofSymbol, LimitsApi.request(0, limits)).then().statusCode(200);
    check(ofSymbol(account, "7"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("QUANTITY_STEP")));
    put(path, request(1, Map.of("quantityMin", "7", "quantityStep", "7")))
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    check(ofSymbol(account, "7")).then().statusCode(200);
  }

  @Test
  void itsCurrenciesAreFixedOnceAnAccountMayTradeIt() {
    put(path, request(0, Map.of("baseCurrency", "XAG"))).then().statusCode(200);
    put(path, request(1, Map.of("baseCurrency", "XAU")))
        .then()
        .statusCode(200)
        .body("terms.baseCurrency", equalTo("XAU"));
    String account = "FIXED-" + symbol;
    Database.account(account, "1000000");
    put(
            "/limits/accounts/" + account + "/symbols/" + symbol,
            LimitsApi.request(
                0, LimitsApi.inForce("/limits/accounts/" + account + "/symbols/EURUSD")))
        .then()
        .statusCode(200);
    put(path, request(2, Map.of("baseCurrency", "XAG")))
        .then()
        .statusCode(400)
        .body("field", equalTo("terms.baseCurrency"))
        .body("allowed", equalTo("XAU"));
    put(path, request(2, Map.of("quoteCurrency", "EUR")))
        .then()
        .statusCode(400)
        .body("field", equalTo("terms.quoteCurrency"));
    put(path, request(2, Map.of("tickSize", "0.1"))).then().statusCode(200);
  }

  @Test
  void aRepeatedChangeIsAnsweredAgainAndMadeOnce() {
    String key = UUID.randomUUID().toString();
    Response first = put(path, key, request(0, Map.of()));
    first.then().statusCode(200).body("version", equalTo(1));
    Response again = put(path, key, request(0, Map.of()));
    again.then().statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    put(path, key, request(0, Map.of("tickSize", "0.1"))).then().statusCode(422);
    get(path).then().body("version", equalTo(1)).body("terms.tickSize", equalTo("0.01"));
  }

  @Test
  void aVersionThatOthersReplacedIsNotReplacedAgain() {
    put(path, request(1, Map.of())).then().statusCode(409);
    get(path).then().statusCode(404);
    put(path, request(0, Map.of())).then().statusCode(200);
    put(path, request(0, Map.of("tickSize", "0.1")))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:eafix:problem:version-conflict"))
        .body("detail", containsString("0 was expected and 1 is in force"));
    get(path).then().body("version", equalTo(1)).body("terms.tickSize", equalTo("0.01"));
  }

  @Test
  void ofManyOfficersOneMakesItKnownAndOneChangesIt() throws Exception {
    for (int seen : List.of(0, 1)) {
      List<Integer> statuses =
          Crowd.of(
              IntStream.range(0, OFFICERS)
                  .mapToObj(i -> request(seen, Map.of("tickSize", "0.0" + (i + 1))))
                  .toList(),
              request -> put(path, request).statusCode());
      assertEquals(1, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
      assertEquals(OFFICERS - 1, statuses.stream().filter(status -> status == 409).count());
    }
    get(path).then().body("version", equalTo(2));
  }

  @Test
  void everyChangeIsKeptWithWhoWhyBeforeAndAfter() {
    put(path, request(0, Map.of())).then().statusCode(200);
    put(path, request(1, Map.of("tickSize", "0.05"))).then().statusCode(200);
    get(path + "/history")
        .then()
        .body("changes.version", equalTo(List.of(2, 1)))
        .body("changes[0].person", equalTo("R. Officer"))
        .body("changes[0].reason", equalTo("test"))
        .body("changes[0].before.tickSize", equalTo("0.01"))
        .body("changes[0].after.tickSize", equalTo("0.05"))
        .body("changes[1].before", nullValue())
        .body("next", nullValue());
    get(path + "/history?limit=1").then().body("next", equalTo(2));
    get(path + "/history?limit=1&cursor=2").then().body("changes.version", equalTo(List.of(1)));
    assertThrows(
        IllegalStateException.class,
        () ->
            Database.update(
                "update instrument_version set tick_size = 1 where symbol = ?", symbol));
    assertThrows(
        IllegalStateException.class,
        () -> Database.update("delete from instrument_version where symbol = ?", symbol));
  }

  @Test
  void thoseFromTheStartAreTheirFirstVersion() {
    get("/instruments").then().statusCode(200).body("symbol", hasItems("EURUSD", "GBPJPY"));
    get("/instruments/EURUSD")
        .then()
        .body("version", equalTo(1))
        .body("person", equalTo("migration"))
        .body("terms.quantityStep", equalTo("1000"));
    get("/instruments/XAUXAG").then().statusCode(404);
  }

  @Test
  void badTermsAreRefusedWithFieldAndFault() {
    Map<String, Object> bad =
        request(0, Map.of("baseCurrency", "eur", "tickSize", "0", "quantityMin", "-1"));
    ((Map<?, ?>) bad.get("terms")).remove("quantityStep");
    bad.remove("person");
    bad.put("reason", "");
    put(path, bad)
        .then()
        .statusCode(400)
        .body("violations.field", hasItem(containsString("terms.baseCurrency")))
        .body("violations.field", hasItem(containsString("terms.tickSize")))
        .body("violations.field", hasItem(containsString("terms.quantityMin")))
        .body("violations.field", hasItem(containsString("terms.quantityStep")))
        .body("violations.field", hasItem(containsString("person")))
        .body("violations.field", hasItem(containsString("reason")));
    put(path, request(0, Map.of("quoteCurrency", "XAU")))
        .then()
        .statusCode(400)
        .body("field", equalTo("terms.quoteCurrency"));
    put(path, request(0, Map.of("ticksize", "1"))).then().statusCode(400);
    put("/instruments/ASYMBOLOFTOOMANYLETTERS", request(0, Map.of())).then().statusCode(400);
    get(path).then().statusCode(404);
  }

  @Test
  void aFlatPositionInAnUnknownSymbolStopsNobody() {
    String account = "FLAT-" + symbol;
    Database.account(account, "1000000");
    for (String side : List.of("BUY", "SELL")) {
      Map<String, Object> fill =
          new HashMap<>(fill(account, side + "-" + symbol, side, "1000", "1200.5"));
      fill.put("symbol", symbol);
      update(UUID.randomUUID(), List.of(fill)).then().statusCode(200);
    }
    check(order(account, "BUY", "1000")).then().statusCode(200);
  }

  private Map<String, Object> ofSymbol(String account, String quantity) {
    Map<String, Object> order = order(account, "BUY", quantity);
    order.putAll(Map.of("symbol", symbol, "bid", "1201", "ask", "1201.5"));
    return order;
  }

  private static Map<String, Object> request(int expectedVersion, Map<String, String> changes) {
    Map<String, Object> terms =
        new HashMap<>(
            Map.of(
                "baseCurrency", "XAU",
                "quoteCurrency", "USD",
                "tickSize", "0.01",
                "quantityMin", "1",
                "quantityStep", "1"));
    terms.putAll(changes);
    return new HashMap<>(
        Map.of(
            "expectedVersion",
            expectedVersion,
            "terms",
            terms,
            "person",
            "R. Officer",
            "reason",
            "test"));
  }
}
