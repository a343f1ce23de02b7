package io.eafix.signal.bar;

import static io.eafix.signal.support.Api.actions;
import static io.eafix.signal.support.Api.post;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.support.Api;
import io.eafix.signal.support.Eventually;
import io.eafix.signal.support.Orchestrator;
import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BarFlowTest {

  private static final int WINDOW = 250;

  @Test
  void barsBecomeSignalsOnceAndSignalsBecomeSagas() {
    List<String> traded = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String key = "flow-" + i;
      Response first = post(Wave.bar(TestStrategies.FLOW, i), key);
      first.then().statusCode(201).body("revision", equalTo(1));
      List<String> actions = actions(first);
      assertEquals(i < WINDOW ? 0 : 1, actions.size(), "signals of bar " + i);
      if (!actions.isEmpty() && !actions.get(0).equals("HOLD")) {
        traded.add(actions.get(0));
        ids.add(first.path("signals[0].signalId"));
        Response again = post(Wave.bar(TestStrategies.FLOW, i), key);
        again.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertEquals(first.asString(), again.asString());
      }
    }
    assertTrue(traded.size() >= 4, "the wave crosses: " + traded);
    for (int i = 1; i < traded.size(); i++) {
      assertNotEquals(traded.get(i - 1), traded.get(i), "an edge is followed by the other edge");
    }
    Eventually.until("every signal's saga is started", () -> startedOf(ids).size() == ids.size());
    assertEquals(ids, startedOf(ids), "in the order of the series, once each");
    get("/signals/" + ids.get(0))
        .then()
        .statusCode(200)
        .body("saga.state", equalTo("STARTED"))
        .body("saga.sagaId", equalTo("saga-of-" + ids.get(0)))
        .body("quoteTime", equalTo(Wave.openTime(barOf(ids.get(0)) + 1).toString()));
  }

  @Test
  void sameBarUnderAnotherKeyIsNoRevision() {
    Bar bar = Wave.bar("SAMUSD", 0);
    post(bar).then().statusCode(201).body("revision", equalTo(1));
    post(bar).then().statusCode(200).body("revision", equalTo(1));
  }

  @Test
  void correctedBarIsARevisionThatNeverTrades() {
    Bar bar = Wave.bar("CORUSD", 0);
    Bar corrected = corrected(bar);
    post(bar).then().statusCode(201);
    post(corrected).then().statusCode(201).body("revision", equalTo(2));
    post(corrected).then().statusCode(200).body("revision", equalTo(2));
    post(bar).then().statusCode(201).body("revision", equalTo(3));
  }

  @Test
  void lateBarIsKeptAndNeverTraded() {
    post(Wave.bar("LATUSD", 5)).then().statusCode(201).body("late", equalTo(false));
    post(Wave.bar("LATUSD", 3))
        .then()
        .statusCode(201)
        .body("late", equalTo(true))
        .body("signals.size()", equalTo(0));
  }

  @Test
  void unfinishedBarIsRefused() {
    Instant open = Instant.now().truncatedTo(ChronoUnit.DAYS);
    Bar wave = Wave.bar("UNFUSD", 0);
    Bar day = new Bar(new Series("UNFUSD", Timeframe.D1), open, wave.bid(), wave.ask());
    post(day).then().statusCode(422).body("type", equalTo("urn:eafix:problem:bar-not-closed"));
  }

  @Test
  void impossibleBarsAreRefused() {
    Bar wave = Wave.bar("BADUSD", 0);
    Ohlc bid = wave.bid();
    Ohlc upsideDown = new Ohlc(bid.open(), bid.low(), bid.high(), bid.close());
    post(new Bar(wave.series(), wave.openTime(), upsideDown, wave.ask())).then().statusCode(400);
    post(new Bar(wave.series(), wave.openTime().plusSeconds(1), bid, wave.ask()))
        .then()
        .statusCode(400)
        .body("field", equalTo("openTime"));
    Api.request("unknown-member")
        .body("{\"symbol\":\"EURUSD\",\"volume\":3}")
        .post("/bars")
        .then()
        .statusCode(400);
  }

  @Test
  void keyIsRequired() {
    given()
        .contentType("application/json")
        .body(Api.body(Wave.bar("NOKUSD", 0)))
        .post("/bars")
        .then()
        .statusCode(400)
        .header("Idempotent-Replayed", nullValue());
  }

  private static Bar corrected(Bar bar) {
    Ohlc bid = bar.bid();
    Ohlc higher =
        new Ohlc(bid.open(), bid.high().add(new BigDecimal("0.00100")), bid.low(), bid.close());
    return new Bar(bar.series(), bar.openTime(), higher, bar.ask());
  }

  private static int barOf(String signalId) {
    Instant open = Instant.parse(get("/signals/" + signalId).path("barOpenTime"));
    return (int) ChronoUnit.MINUTES.between(Wave.START, open);
  }

  private static List<String> startedOf(List<String> ids) {
    return Orchestrator.calls().stream()
        .map(Orchestrator.Call::signalId)
        .filter(ids::contains)
        .toList();
  }
}
