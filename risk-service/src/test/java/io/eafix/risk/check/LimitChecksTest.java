package io.eafix.risk.check;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.put;
import static io.eafix.risk.support.Api.quote;
import static io.eafix.risk.support.Api.release;
import static io.eafix.risk.support.Api.trade;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.eafix.risk.support.Database;
import io.eafix.risk.support.LimitsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each limit as a client meets it: set by REST, refused with its code and both numbers. */
@QuarkusTest
class LimitChecksTest {

  private final String account = "CHECK-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void open() {
    Database.account(account, "1000000");
    Database.update("delete from mark");
  }

  @Test
  void aClosedMarketIsNotTraded() {
    Map<String, Object> weekend = order(account, "BUY", "1000");
    weekend.put("quoteTime", "2014-05-03T12:00:00Z");
    weekend.put("asOf", "2014-05-03T12:00:01Z");
    refused(weekend, "SESSION_OPEN")
        .body("reasons[0].subject", equalTo("FX"))
        .body("reasons[0].limit", equalTo("SUNDAY 17:00-FRIDAY 17:00 America/New_York"))
        .body("reasons[0].actual", equalTo("SATURDAY 2014-05-03T08:00:01 America/New_York"));
    LimitsApi.ofEurUsd(account, Map.of("session", "ALWAYS"));
    weekend.put("signalId", UUID.randomUUID().toString());
    passes(weekend);
  }

  @Test
  void aSessionThatIsNotConfiguredIsClosed() {
    Database.update(
        "insert into symbol_limits select account, symbol, 2, order_quantity_max, position_max,"
            + " spread_max, quote_age_max_ms, 'test', 'test', now(), order_notional_max,"
            + " price_collar_bps, margin_rate, stop_distance, repeat_window_ms, 'GONE'"
            + " from symbol_limits where account = ?",
        account);
    refused(order(account, "BUY", "1000"), "SESSION_OPEN")
        .body("reasons[0].actual", equalTo("none"));
  }

  @Test
  void anOrderThatIsWorthTooMuchIsRefused() {
    LimitsApi.ofEurUsd(account, Map.of("orderNotionalMax", "13873"));
    refused(order(account, "BUY", "11000"), "ORDER_NOTIONAL")
        .body("reasons[0].limit", equalTo("13873"))
        .body("reasons[0].actual", equalTo("15259.805"));
    passes(order(account, "BUY", "10000"));
  }

  @Test
  void pricesAreWholeTicks() {
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("limitPrice", "1.387255");
    order.put("stopLoss", "1.380001");
    refused(order, "TICK_SIZE", "TICK_SIZE")
        .body("reasons.subject", equalTo(List.of("limitPrice", "stopLoss")))
        .body("reasons[0].limit", equalTo("0.00001"))
        .body("reasons[0].actual", equalTo("1.387255"));
  }

  @Test
  void aLimitPriceFarFromTheMidIsRefusedOnBothSides() {
    LimitsApi.ofEurUsd(account, Map.of("priceCollarBps", "50"));
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("limitPrice", "1.39420");
    refused(order, "PRICE_COLLAR")
        .body("reasons[0].limit", equalTo("50"))
        .body("reasons[0].actual", equalTo("50.0629"));
    order.put("limitPrice", "1.38031");
    order.put("signalId", UUID.randomUUID().toString());
    refused(order, "PRICE_COLLAR");
    order.put("limitPrice", "1.39419");
    order.put("signalId", UUID.randomUUID().toString());
    passes(order);
  }

  @Test
  void withoutAFreshQuoteNoPriceIsJudged() {
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("limitPrice", "1.38725");
    order.put("asOf", "2014-05-01T00:07:00Z");
    check(order)
        .then()
        .statusCode(422)
        .body("reasons.code", hasItem("QUOTE_FRESH"))
        .body(
            "reasons.find { it.code == 'PRICE_COLLAR' }.actual",
            equalTo("not known: no fresh quote"));
  }

  @Test
  void theNetExposureToACurrencyIsLimitedAcrossSymbols() {
    allowEurJpy();
    LimitsApi.ofAccount(account, Map.of("currencyExposureMax", "30000"));
    trade(account, "BUY", "20000", "1.38727");
    Map<String, Object> more = order(account, "BUY", "2000");
    refused(more, "CURRENCY_EXPOSURE")
        .body("reasons[0].subject", equalTo("EUR"))
        .body("reasons[0].limit", equalTo("30000"))
        .body("reasons[0].actual", equalTo("30519.61"));
    refused(eurJpy("BUY", "2000"), "CURRENCY_EXPOSURE").body("reasons[0].subject", equalTo("EUR"));
    passes(eurJpy("SELL", "2000"));
    refused(order(account, "BUY", "2000"), "CURRENCY_EXPOSURE");
  }

  @Test
  void whatCannotBeConvertedIsNotTraded() {
    allowEurJpyWithoutQuotes();
    Map<String, Object> order = eurJpy("BUY", "1000");
    check(order)
        .then()
        .statusCode(422)
        .body("reasons.code", hasItem("RISK_PER_TRADE"))
        .body("reasons.actual", hasItem("not known: no fresh quote"));
  }

  @Test
  void marginIsPaidFromCapitalAndProfit() {
    LimitsApi.ofAccount(account, Map.of("capital", "300"));
    refused(order(account, "BUY", "11000"), "MARGIN")
        .body("reasons[0].limit", equalTo("300"))
        .body("reasons[0].actual", equalTo("305.1961"));
    trade(account, "BUY", "10000", "1.38727");
    refused(order(account, "BUY", "1000"), "MARGIN").body("reasons[0].limit", equalTo("299.7"));
    passes(order(account, "SELL", "10000"));
  }

  @Test
  void oneOrderMayNotLoseTooMuchDownToItsStop() {
    LimitsApi.ofAccount(account, Map.of("riskPerTradeMax", "100"));
    refused(order(account, "BUY", "11000"), "RISK_PER_TRADE")
        .body("reasons[0].limit", equalTo("100"))
        .body("reasons[0].actual", equalTo("110"));
    Map<String, Object> near = order(account, "BUY", "11000");
    near.put("stopLoss", "1.38227");
    passes(near);
    Map<String, Object> far = order(account, "BUY", "6000");
    far.put("stopLoss", "1.36727");
    refused(far, "RISK_PER_TRADE");
    Map<String, Object> wrong = order(account, "SELL", "1000");
    wrong.put("stopLoss", "1.38000");
    refused(wrong, "RISK_PER_TRADE")
        .body("reasons[0].actual", startsWith("not known: the stop is on the side of profit"));
  }

  @Test
  void afterTheLossOfADayOnlyReducingIsLeftUntilTheNext() {
    LimitsApi.ofAccount(account, Map.of("dailyLossMax", "100"));
    trade(account, "BUY", "10000", "1.39727");
    refused(order(account, "BUY", "1000"), "DAILY_LOSS")
        .body("reasons[0].limit", equalTo("100"))
        .body("reasons[0].actual", equalTo("100.3"));
    passes(order(account, "SELL", "4000"));
    Map<String, Object> tomorrow = order(account, "BUY", "1000");
    tomorrow.put("quoteTime", "2014-05-01T21:00:00Z");
    tomorrow.put("asOf", "2014-05-01T21:00:01Z");
    passes(tomorrow);
  }

  @Test
  void theQuoteOfARefusedOrderValuesNothing() {
    LimitsApi.ofAccount(account, Map.of("dailyLossMax", "100"));
    trade(account, "BUY", "10000", "1.38727");
    passes(order(account, "SELL", "1000"));
    Map<String, Object> wide = order(account, "BUY", "1000");
    wide.putAll(Map.of("bid", "1.18724", "ask", "1.58727"));
    check(wide).then().statusCode(422).body("reasons.code", hasItem("SPREAD"));
    Map<String, Object> tomorrow = order(account, "BUY", "1000");
    tomorrow.putAll(Map.of("bid", "1.37700", "ask", "1.37703"));
    tomorrow.put("quoteTime", "2014-05-01T21:00:00Z");
    tomorrow.put("asOf", "2014-05-01T21:00:01Z");
    refused(tomorrow, "DAILY_LOSS").body("reasons[0].limit", equalTo("100"));
  }

  @Test
  void theQuoteOfARefusedOrderIsNoMark() {
    passes(order(account, "BUY", "1000"));
    Map<String, Object> wide = order(account, "BUY", "1000");
    wide.putAll(Map.of("bid", "1.18724", "ask", "1.58727", "quoteTime", "2014-05-01T00:01:01Z"));
    check(wide).then().statusCode(422).body("reasons.code", hasItem("SPREAD"));
    get("/quotes").then().body("bid", equalTo(List.of("1.38724")));
  }

  @Test
  void ordersAreCountedInAWindow() {
    LimitsApi.ofAccount(account, Map.of("ordersMax", 2, "ordersWindowMs", 10000));
    passes(order(account, "BUY", "1000"));
    passes(order(account, "SELL", "1000"));
    refused(order(account, "BUY", "1000"), "ORDER_RATE")
        .body("reasons[0].subject", equalTo("within PT10S"))
        .body("reasons[0].limit", equalTo("2"))
        .body("reasons[0].actual", equalTo("3"));
    Map<String, Object> later = order(account, "BUY", "1000");
    later.put("asOf", "2014-05-01T00:01:12Z");
    passes(later);
  }

  @Test
  void theSameOrderAgainIsRefusedUnlessTheFirstWasGivenBack() {
    LimitsApi.ofEurUsd(account, Map.of("repeatWindowMs", 60000));
    Map<String, Object> first = order(account, "BUY", "1000");
    passes(first);
    refused(order(account, "BUY", "1000"), "NOT_REPEATED")
        .body("reasons[0].subject", equalTo("within PT1M"))
        .body("reasons[0].limit", equalTo("0"))
        .body("reasons[0].actual", equalTo("1"));
    passes(order(account, "BUY", "2000"));
    Map<String, Object> ofAnother = order(account, "BUY", "1000");
    ofAnother.put("strategy", "another");
    passes(ofAnother);
    release(UUID.fromString(first.get("signalId").toString())).then().statusCode(200);
    passes(order(account, "BUY", "1000"));
  }

  @Test
  void anExpiredSignalIsRefusedWithBothTimes() {
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("validUntil", "2014-05-01T00:01:01Z");
    refused(order, "SIGNAL_NOT_EXPIRED")
        .body("reasons[0].limit", equalTo("2014-05-01T00:01:01Z"))
        .body("reasons[0].actual", equalTo("2014-05-01T00:01:02Z"));
  }

  @Test
  void aDecisionKeepsEveryCheckItMade() {
    Map<String, Object> order = order(account, "BUY", "1000");
    order.put("limitPrice", "1.38727");
    order.put("stopLoss", "1.38000");
    order.put("validUntil", "2014-05-01T00:02:00Z");
    String id = check(order).then().statusCode(200).extract().path("decisionId");
    get("/decisions/" + id)
        .then()
        .body("checks.passed.every { it }", equalTo(true))
        .body("checks.limit.every { it != null }", equalTo(true))
        .body("checks.actual.every { it != null }", equalTo(true))
        .body("checks.code.unique().size()", equalTo(CheckCode.values().length - 2));
  }

  private void allowEurJpy() {
    quote("USDJPY", "102.20", "102.21", "2014-05-01T00:01:00Z").then().statusCode(200);
    allowEurJpyWithoutQuotes();
  }

  private void allowEurJpyWithoutQuotes() {
    Map<String, Object> limits =
        LimitsApi.inForce("/limits/accounts/" + account + "/symbols/EURUSD");
    limits.put("spreadMax", "0.05");
    put("/limits/accounts/" + account + "/symbols/EURJPY", LimitsApi.request(0, limits))
        .then()
        .statusCode(200);
  }

  private Map<String, Object> eurJpy(String side, String quantity) {
    Map<String, Object> order = order(account, side, quantity);
    order.put("symbol", "EURJPY");
    order.put("bid", "141.77");
    order.put("ask", "141.79");
    return order;
  }

  private static void passes(Map<String, Object> order) {
    check(order).then().statusCode(200);
  }

  private static ValidatableResponse refused(Map<String, Object> order, String... codes) {
    return check(order).then().statusCode(422).body("reasons.code", equalTo(List.of(codes)));
  }
}
