package io.eafix.execution.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that rest, change, are cancelled, filled later, in part, or expire. */
@QuarkusTest
class OrderLifeTest {
  private static final AtomicInteger SYMBOLS = new AtomicInteger();

  private final String account = Engine.account();
  private final String symbol = "LIFE" + SYMBOLS.incrementAndGet();
  private int minute;

  @BeforeEach
  void openMarket() {
    quote("1.10000", "1.10010");
  }

  @AfterEach
  void mend() {
    Engine.noFaults();
  }

  @Test
  void aLimitOrderRestsAndFillsWhenTheMarketComes() {
    String execution = Engine.submitted(limit("BUY", "1.09900", "GTC"));
    Engine.awaitStatus(execution, "NEW").then().body("order.leaves", equalTo("10000"));
    quote("1.09850", "1.09860");

    Engine.awaitStatus(execution, "FILLED")
        .then()
        .body("order.fills", hasSize(1))
        .body("order.fills[0].price", equalTo("1.09860"));
  }

  @Test
  void aStopOrderSleepsUntilItsPrice() {
    Map<String, Object> stop = limit("BUY", null, "GTC");
    stop.put("type", "STOP");
    stop.put("stopPrice", "1.10100");
    String execution = Engine.submitted(stop);
    Engine.awaitStatus(execution, "NEW");
    bar("1.10000", "1.10120", "1.09990", "1.10050");

    Engine.awaitStatus(execution, "FILLED").then().body("order.fills[0].price", equalTo("1.10130"));
  }

  @Test
  void anImmediateOrderTakesWhatIsThereAndAFillOrKillNothingLess() {
    depth("4000", 2, "0.00010");
    String ioc = Engine.submitted(limit("BUY", "1.10010", "IOC"));
    Engine.awaitStatus(ioc, "CANCELED")
        .then()
        .body("order.filled", equalTo("4000"))
        .body("order.fills", hasSize(1));
    String fok = Engine.submitted(limit("BUY", "1.10020", "FOK"));
    Engine.awaitStatus(fok, "CANCELED").then().body("order.filled", equalTo("0"));
    Map<String, Object> small = limit("BUY", "1.10020", "FOK");
    small.put("quantity", "8000");
    Engine.awaitStatus(Engine.submitted(small), "FILLED")
        .then()
        .body("order.averagePrice", equalTo("1.1001500000"))
        .body("order.fills.price", contains("1.10010", "1.10020"));
  }

  @Test
  void fillsInPartThenIsCancelledAndKeepsItsFills() {
    depth("4000", 1, "0");
    String execution = Engine.submitted(limit("BUY", "1.10010", "GTC"));
    Response open = Engine.awaitStatus(execution, "PARTIALLY_FILLED");
    open.then().body("order.leaves", equalTo("6000"));
    String orderId = open.path("orderId");

    String cancel = cancel(orderId).then().statusCode(202).extract().path("executionId");
    Engine.awaitStatus(cancel, "CANCELED")
        .then()
        .body("kind", equalTo("CANCEL"))
        .body("order.filled", equalTo("4000"))
        .body("order.leaves", equalTo("0"));
    cancel(orderId).then().statusCode(422).body("type", endsWith("order-ended"));
    given()
        .get("/orders/" + orderId + "/history")
        .then()
        .body("history.trigger", hasItems("SEND", "PART_FILL", "CANCEL"))
        .body("messages.kind", contains("NEW", "CANCEL"))
        .body("fills", hasSize(1));
  }

  @Test
  void aDayOrderExpiresAtTheEndOfTheTradingDay() {
    String execution = Engine.submitted(limit("BUY", "1.09000", "DAY"));
    Engine.awaitStatus(execution, "NEW");
    quoteAt("1.10000", "1.10010", "2026-01-06T22:00:00Z");
    Engine.awaitStatus(execution, "EXPIRED").then().body("order.filled", equalTo("0"));
  }

  @Test
  void aReplacedOrderTradesOnItsNewTerms() {
    String execution = Engine.submitted(limit("BUY", "1.09900", "GTC"));
    Response open = Engine.awaitStatus(execution, "NEW");
    String replace = replace(open.path("orderId"), "20000", "1.09950");
    Engine.await(() -> Engine.status(replace), a -> "DONE".equals(a.path("state")), "done")
        .then()
        .body("order.quantity", equalTo("20000"))
        .body("order.limitPrice", equalTo("1.09950"))
        .body("order.clOrdId", equalTo(Engine.status(replace).path("clOrdId")));
    quote("1.09930", "1.09940");

    Engine.awaitStatus(execution, "FILLED").then().body("order.filled", equalTo("20000"));
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("quantity", "1"))
        .post("/orders/" + open.path("orderId") + "/replace")
        .then()
        .statusCode(422);
  }

  @Test
  void aReplaceWhoseAnswerIsLostIsFoundAndNotSentAgain() {
    Response open = Engine.awaitStatus(Engine.submitted(limit("BUY", "1.09900", "GTC")), "NEW");
    Engine.fault("DROP_ANSWER", "REPLACE", 1, 0);
    String replace = replace(open.path("orderId"), "5000", "1.09800");
    Engine.await(() -> Engine.status(replace), a -> "DONE".equals(a.path("state")), "done")
        .then()
        .body("sends", equalTo(1))
        .body("status", equalTo("NEW"))
        .body("order.quantity", equalTo("5000"));
  }

  @Test
  void aLostCancelIsSentAgainSinceTwoDoNoMoreThanOne() {
    Response open = Engine.awaitStatus(Engine.submitted(limit("BUY", "1.09900", "GTC")), "NEW");
    Engine.fault("DROP_REQUEST", "CANCEL", 1, 0);
    String cancel = cancel(open.path("orderId")).path("executionId");
    Engine.awaitStatus(cancel, "CANCELED").then().body("sends", equalTo(2));
  }

  @Test
  void aCancelThatCrossesAFillFindsTheFill() {
    String execution = Engine.submitted(limit("BUY", "1.09900", "GTC"));
    Response open = Engine.awaitStatus(execution, "NEW");
    Engine.fault("DISCONNECT");
    Engine.awaitStatus(Engine.submitted(Engine.marketOrder(account)), "IN_DOUBT");
    quote("1.09850", "1.09860");
    String cancel = cancel(open.path("orderId")).path("executionId");
    Engine.noFaults();

    Engine.await(() -> Engine.status(cancel), a -> "REFUSED".equals(a.path("state")), "refused");
    Engine.status(execution)
        .then()
        .body("status", equalTo("FILLED"))
        .body("order.fills", hasSize(1));
  }

  @Test
  void closesAPositionOnceAndNotBeyond() {
    Engine.awaitStatus(Engine.submitted(limit("BUY", "1.10010", "IOC")), "FILLED");
    Map<String, Object> body = Map.of("account", account, "symbol", symbol);
    String key = UUID.randomUUID().toString();
    Response close = Engine.write(key).body(body).post("/positions/close");
    close.then().statusCode(202);
    Engine.awaitStatus(close.path("executionId"), "FILLED")
        .then()
        .body("order.side", equalTo("SELL"))
        .body("order.filled", equalTo("10000"));
    assertEquals(
        close.asString(), Engine.write(key).body(body).post("/positions/close").asString());
    Engine.write(UUID.randomUUID().toString())
        .body(body)
        .post("/positions/close")
        .then()
        .statusCode(422)
        .body("type", endsWith("nothing-to-close"));
  }

  @Test
  void listsOrdersInPages() {
    for (int i = 0; i < 5; i++) {
      Engine.submitted(limit("BUY", "1.00000", "GTC"));
    }
    Response first = given().get("/orders?limit=3&account=" + account);
    first.then().statusCode(200).body("orders", hasSize(3));
    Response second =
        given().get("/orders?limit=3&account=" + account + "&cursor=" + first.path("next"));
    second.then().body("orders", hasSize(2)).body("next", equalTo(null));
    List<String> ids = first.path("orders.orderId");
    List<String> rest = second.path("orders.orderId");
    assertTrue(rest.stream().noneMatch(ids::contains));
    given().get("/orders?limit=501").then().statusCode(400);
  }

  private Map<String, Object> limit(String side, String price, String timeInForce) {
    Map<String, Object> order = new HashMap<>();
    order.put("account", account);
    order.put("symbol", symbol);
    order.put("side", side);
    order.put("quantity", "10000");
    order.put("type", "LIMIT");
    order.put("timeInForce", timeInForce);
    if (price != null) {
      order.put("limitPrice", price);
    }
    return order;
  }

  private static Response cancel(String orderId) {
    return Engine.write(UUID.randomUUID().toString())
        .body(Map.of("reason", "changed my mind"))
        .post("/orders/" + orderId + "/cancel");
  }

  private static String replace(String orderId, String quantity, String price) {
    return Engine.write(UUID.randomUUID().toString())
        .body(Map.of("quantity", quantity, "price", price))
        .post("/orders/" + orderId + "/replace")
        .then()
        .statusCode(202)
        .extract()
        .path("executionId");
  }

  private void quote(String bid, String ask) {
    quoteAt(bid, ask, "2026-01-06T10:%02d:00Z".formatted(minute++));
  }

  private void quoteAt(String bid, String ask, String time) {
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("symbol", symbol, "bid", bid, "ask", ask, "time", time))
        .post("/venues/paper/quotes")
        .then()
        .statusCode(200);
  }

  private void bar(String open, String high, String low, String close) {
    Map<String, Object> bid = Map.of("open", open, "high", high, "low", low, "close", close);
    Map<String, Object> ask = new HashMap<>();
    bid.forEach(
        (name, price) ->
            ask.put(
                name,
                new BigDecimal((String) price).add(new BigDecimal("0.00010")).toPlainString()));
    Engine.write(UUID.randomUUID().toString())
        .body(
            Map.of(
                "symbol", symbol,
                "openTime", "2026-01-06T11:00:00Z",
                "closeTime", "2026-01-06T11:01:00Z",
                "bid", bid,
                "ask", ask))
        .post("/venues/paper/bars")
        .then()
        .statusCode(200);
  }

  private void depth(String quantity, int levels, String step) {
    Engine.write(UUID.randomUUID().toString())
        .body(Map.of("levelQuantity", quantity, "levels", levels, "step", step))
        .put("/venues/paper/markets/" + symbol + "/depth")
        .then()
        .statusCode(204);
  }
}
