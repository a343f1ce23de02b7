package io.eafix.signal.signals;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.signal.support.Api;
import io.eafix.signal.support.Signals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Signals that clients send and ask for. */
@QuarkusTest
class SignalApiTest {

  @Inject DataSource database;

  @Test
  void aSignalIsMadeOnceForItsKey() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = Signals.body("BUY", Map.of());
    Response first = Api.request(key).body(body).post("/signals");
    Response again = Api.request(key).body(body).post("/signals");
    first.then().statusCode(201).header("Location", containsString(first.path("signalId")));
    again.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    body.put("quantity", "20000");
    Api.request(key).body(body).post("/signals").then().statusCode(422);
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    Instant before = Instant.now();
    Response sent = Signals.post(Signals.body("HOLD", Map.of()));
    sent.then()
        .statusCode(201)
        .body("strategy", equalTo("explicit"))
        .body("status", equalTo("VALID"));
    Instant quoteTime = Instant.parse(sent.path("quoteTime"));
    assertEquals(
        quoteTime.plusSeconds(300),
        Instant.parse(sent.path("validUntil")),
        "eafix.signals.valid-for");
    assertEquals(false, quoteTime.isBefore(before.minusMillis(1)));
  }

  @Test
  void filtersAndPages() {
    Map<String, String> mine = Map.of("strategy", "paged", "account", "PAGED", "symbol", "GBPUSD");
    List<String> sent = new ArrayList<>();
    for (String action : List.of("HOLD", "BUY", "HOLD", "SELL", "HOLD")) {
      sent.add(0, Signals.send(action, mine));
    }
    String all = "/signals?account=PAGED&symbol=GBPUSD&strategy=paged";
    get(all).then().body("signals.signalId", equalTo(sent)).body("$", not(hasKey("next")));
    List<String> seen = new ArrayList<>();
    Object cursor = null;
    do {
      Response page = get(all + "&limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
      seen.addAll(page.path("signals.signalId"));
      cursor = page.path("next");
    } while (cursor != null);
    assertEquals(sent, seen);
    get(all + "&action=HOLD")
        .then()
        .body("signals.size()", equalTo(3))
        .body("signals.action", everyItem(equalTo("HOLD")));
    get(all + "&status=INVALID").then().body("signals.size()", equalTo(0));
    get(all + "&timeframe=M1").then().body("signals.size()", equalTo(0));
    get(all + "&since=" + Instant.now().plusSeconds(60)).then().body("signals.size()", equalTo(0));
  }

  @Test
  void badSignalsAreRefusedWithEveryFieldAtFault() {
    Map<String, Object> bad = new HashMap<>(Signals.body("BUY", Map.of()));
    bad.remove("account");
    bad.put("symbol", "eur/usd");
    bad.put("quantity", "-1");
    bad.put("bid", "0");
    Signals.post(bad)
        .then()
        .statusCode(400)
        .body("violations.field", hasItem(containsString("account")))
        .body("violations.field", hasItem(containsString("symbol")))
        .body("violations.field", hasItem(containsString("quantity")))
        .body("violations.field", hasItem(containsString("bid")));
    Signals.post(Signals.body("WAIT", Map.of()))
        .then()
        .statusCode(400)
        .body("field", equalTo("action"))
        .body("allowed", containsString("BUY"));
    String future = Instant.now().plusSeconds(60).toString();
    Signals.post(Signals.body("BUY", Map.of("quoteTime", future)))
        .then()
        .statusCode(400)
        .body("field", equalTo("quoteTime"));
    Signals.post(Signals.body("BUY", Map.of("validUntil", "2020-01-01T00:00:00Z")))
        .then()
        .statusCode(400)
        .body("field", equalTo("validUntil"));
  }

  @Test
  void badQuestionsAreRefusedWithTheFieldAndWhatIsAllowed() {
    Map<String, String> allowed =
        Map.of(
            "action=WAIT", "BUY, SELL, HOLD",
            "limit=many", "a whole number",
            "since=noon", "a time such as 2026-01-05T09:30:00Z",
            "timeframe=M2", "M1, M5, M15, M30, H1, H4, D1");
    allowed.forEach(
        (fault, right) ->
            get("/signals?" + fault)
                .then()
                .statusCode(400)
                .body("field", equalTo(fault.substring(0, fault.indexOf('='))))
                .body("allowed", equalTo(right)));
    get("/signals?limit=0")
        .then()
        .statusCode(400)
        .body("violations.field", hasItem(containsString("limit")));
    get("/signals/" + UUID.randomUUID()).then().statusCode(404);
    get("/signals/none").then().statusCode(404);
  }

  @Test
  void textThatPostgresCannotKeepIsRefusedWithItsName() {
    for (String name : List.of("account", "symbol", "strategy")) {
      given()
          .queryParam(name, "a\0b")
          .get("/signals")
          .then()
          .statusCode(400)
          .body("field", equalTo(name));
      Signals.post(Signals.body("BUY", Map.of(name, "a\0b")))
          .then()
          .statusCode(400)
          .body("field", equalTo(name));
    }
  }

  /** The last line of defence, whatever the code above it does. */
  @Test
  void theDatabaseKeepsOneSignalForEachStrategyVersionAndBar() throws SQLException {
    String one =
        "insert into signal (id, strategy, strategy_version, account, symbol, timeframe,"
            + " bar_open_time, action, quantity, bid, ask, quote_time, valid_until, reason,"
            + " indicators, status, created_at) values (gen_random_uuid(), 's', %d, 'A', 'EURUSD',"
            + " 'M1', '2019-01-01', 'HOLD', 1, 1, 1, '2019-01-01', '2019-01-01', '', '{}',"
            + " 'VALID', now())";
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(one.formatted(1));
      statement.executeUpdate(one.formatted(2));
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.executeUpdate(one.formatted(1)));
      assertEquals("23505", refused.getSQLState());
    }
  }
}
