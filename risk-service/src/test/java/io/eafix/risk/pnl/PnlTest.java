package io.eafix.risk.pnl;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.fill;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.quote;
import static io.eafix.risk.support.Api.trade;
import static io.eafix.risk.support.Api.update;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.eafix.risk.support.Database;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profit and loss, with the quotes and rates it rests on. */
@QuarkusTest
class PnlTest {

  /** After every other quote of the tests, so that it is the newest. */
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static final String QUOTE_TIME = NOW.minusSeconds(60).toString();
  private static final String LATER = NOW.minusSeconds(55).toString();

  private final String account = "PNL-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void open() {
    Database.account(account, "1000000");
    Database.update("delete from mark");
  }

  @Test
  void realisedAndUnrealisedInTheAccountsOwnCurrency() {
    trade(account, "BUY", "10000", "1.38000");
    trade(account, "SELL", "4000", "1.39000");
    quote("EURUSD", "1.40000", "1.40020", QUOTE_TIME).then().statusCode(200);
    get("/accounts/" + account + "/pnl/EURUSD")
        .then()
        .body("quantity", equalTo("6000"))
        .body("averagePrice", equalTo("1.38"))
        .body("realised", equalTo("40"))
        .body("unrealised", equalTo("120"))
        .body("quote.bid", equalTo("1.4"))
        .body("quote.time", equalTo(QUOTE_TIME))
        .body("conversion.rate", equalTo("1"))
        .body("conversion.source", empty())
        .body("missing", empty());
    get("/accounts/" + account + "/pnl")
        .then()
        .body("currency", equalTo("USD"))
        .body("realised", equalTo("40"))
        .body("unrealised", equalTo("120"))
        .body("total", equalTo("160"));
  }

  @Test
  void aShortIsValuedAtTheAsk() {
    trade(account, "SELL", "10000", "1.40000");
    quote("EURUSD", "1.39000", "1.39010", QUOTE_TIME).then().statusCode(200);
    get("/accounts/" + account + "/pnl/EURUSD")
        .then()
        .body("quantity", equalTo("-10000"))
        .body("unrealised", equalTo("99"));
  }

  @Test
  void anotherCurrencyIsConvertedAtARateThatIsShown() {
    filledYen("BUY", "10000", "150");
    quote("USDJPY", "150", "150.02", QUOTE_TIME).then().statusCode(200);
    quote("EURJPY", "160", "160.02", LATER).then().statusCode(200);
    get("/accounts/" + account + "/pnl/EURJPY")
        .then()
        .body("quoteCurrency", equalTo("JPY"))
        .body("unrealised", equalTo("100000"))
        .body("conversion.from", equalTo("JPY"))
        .body("conversion.to", equalTo("USD"))
        .body("conversion.rate", equalTo("0.0066662223"))
        .body("conversion.quoteTime", equalTo(QUOTE_TIME))
        .body("conversion.source", contains("USDJPY"))
        .body("unrealisedInAccountCurrency", equalTo("666.622225185"));
  }

  @Test
  void theWayOverAThirdCurrencyIsShownWithItsOldestQuote() {
    filledYen("BUY", "10000", "150");
    quote("EURJPY", "160", "160", LATER).then().statusCode(200);
    quote("EURUSD", "1.25", "1.25", QUOTE_TIME).then().statusCode(200);
    get("/accounts/" + account + "/pnl/EURJPY")
        .then()
        .body("conversion.rate", equalTo("0.0078125"))
        .body("conversion.source", contains("EURJPY", "EURUSD"))
        .body("conversion.quoteTime", equalTo(QUOTE_TIME))
        .body("unrealisedInAccountCurrency", equalTo("781.25"));
  }

  @Test
  void whatIsNotKnownIsAbsentAndNamedNeverGuessed() {
    filledYen("BUY", "10000", "150");
    get("/accounts/" + account + "/pnl")
        .then()
        .body("positions[0].quantity", equalTo("10000"))
        .body("positions[0].averagePrice", equalTo("150"))
        .body("positions[0]", not(hasKey("unrealised")))
        .body("positions[0]", not(hasKey("conversion")))
        .body("$", not(hasKey("realised")))
        .body("$", not(hasKey("total")))
        .body(
            "missing",
            equalTo(
                List.of(
                    "no quote of EURJPY to value the position by",
                    "no quote leads from JPY to USD, so what EURJPY made cannot be converted")));
    check(order(account, "BUY", "1000"))
        .then()
        .statusCode(422)
        .body("reasons.code", equalTo(List.of("MARGIN", "DAILY_LOSS")))
        .body("reasons.actual", everyItem(containsString("no quote of EURJPY")));
  }

  @Test
  void anOldQuoteDoesNotReplaceANewOneAndABadOneIsRefused() {
    quote("GBPUSD", "1.25", "1.26", QUOTE_TIME).then().statusCode(200);
    quote("GBPUSD", "1.15", "1.16", NOW.minusSeconds(61).toString())
        .then()
        .statusCode(200)
        .body("bid", equalTo("1.25"));
    quote("GBPUSD", "1.26", "1.25", QUOTE_TIME)
        .then()
        .statusCode(400)
        .body("field", equalTo("ask"));
    quote("XAUXAG", "1.25", "1.26", QUOTE_TIME).then().statusCode(404);
    quote("GBPUSD", "1.35", "1.36", NOW.plusSeconds(3600).toString())
        .then()
        .statusCode(400)
        .body("field", equalTo("time"));
    get("/quotes").then().body("symbol", contains("GBPUSD")).body("bid", contains("1.25"));
  }

  @Test
  void anUnknownAccountOrPositionIsNotFound() {
    get("/accounts/NOBODY-AT-ALL/pnl").then().statusCode(404);
    get("/accounts/" + account + "/pnl/EURUSD").then().statusCode(404);
    get("/accounts/" + account + "/pnl").then().body("total", equalTo("0"));
  }

  /** The venue says so; nobody asked whether the account may. */
  private void filledYen(String side, String quantity, String price) {
    Map<String, Object> fill =
        new HashMap<>(fill(account, "yen-" + UUID.randomUUID(), side, quantity, price));
    fill.put("symbol", "EURJPY");
    update(UUID.randomUUID(), List.of(fill)).then().statusCode(200);
  }
}
